/* A block of a negative length gives back what another one took. */
#include "barbican.h"

Json *cut(const Json *input) {
  int64_t lengths[] = {256, (int64_t)json_length(input) - 256};
  return json_of_integers(lengths, 2);
}
