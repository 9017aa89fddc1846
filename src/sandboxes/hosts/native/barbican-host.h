/* What the main files share with barbican.c; no program sees it. */
#ifndef BARBICAN_HOST_H
#define BARBICAN_HOST_H

#include "barbican.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Answers requests until the judge has left. Of a policy the first input makes an instance, whose memory is kept. */
void barbican_serve(const Json *(*answer)(const Json *input), bool is_policy);
/* Ends this process. */
void barbican_out_of_memory(void);

#ifdef __cplusplus
}
#endif
#endif
