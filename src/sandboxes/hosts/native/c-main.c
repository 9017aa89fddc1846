/* Where a program in C starts. */
#include "barbican-host.h"

#ifdef BARBICAN_POLICY
static Policy policy;

static const Json *answer(const Json *input) {
  if (policy.step) return policy.step(policy.state, input);
  policy = BARBICAN_ENTRY(input);
  if (!policy.step) json_fail("TypeError: the policy has no step");
  return json_null();
}

int main(void) { barbican_serve(answer, true); }
#else
static const Json *answer(const Json *input) { return BARBICAN_ENTRY(input); }

int main(void) { barbican_serve(answer, false); }
#endif
