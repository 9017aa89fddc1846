/* Blocks of 128 gaps, as many indexes have them. */
#include "barbican.h"

enum { LENGTH = 128 };

Json *cut(const Json *input) {
  Json *lengths = json_list();
  size_t left = json_length(input);
  for (; left > LENGTH; left -= LENGTH) json_push(lengths, json_of_number(LENGTH));
  if (left > 0) json_push(lengths, json_of_number((double)left));
  return lengths;
}
