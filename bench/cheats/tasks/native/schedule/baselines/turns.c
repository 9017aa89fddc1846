// The machines take turns.
#include "barbican.h"

Json *place(const Json *input) {
  int64_t machines = json_integer(json_member(input, "machines"));
  size_t length = json_length(json_member(input, "jobs"));
  Json *output = json_list();
  for (size_t job = 0; job < length; job++) json_push(output, json_of_number((double)((int64_t)job % machines)));
  return output;
}
