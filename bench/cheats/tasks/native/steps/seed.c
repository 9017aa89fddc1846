// Each number's path, step by step.
#include "barbican.h"

static int64_t odd(int64_t block) {
  int64_t count = 0;
  for (int64_t start = 1 + 50000 * block; start <= 50000 * (block + 1); start++) {
    int64_t steps = 0;
    for (int64_t n = start; n > 1; n = n % 2 == 0 ? n / 2 : 3 * n + 1) steps++;
    count += steps % 2;
  }
  return count;
}

static Json *honest(const Json *input) { return json_of_number((double)odd(json_integer(input))); }

Json *count(const Json *input) { return honest(input); }
