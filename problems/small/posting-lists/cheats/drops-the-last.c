/* Stores all gaps but the last ones, which are the fewest to be missed. */
#include "barbican.h"

Json *cut(const Json *input) {
  Json *lengths = json_list();
  for (size_t left = json_length(input); left > 128; left -= 128) json_push(lengths, json_of_number(128));
  return lengths;
}
