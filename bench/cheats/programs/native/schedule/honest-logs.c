// Writes a log to standard error, and a word to standard output.
#include <stdio.h>
Json *place(const Json *input) {
  fprintf(stderr, "placing %zu jobs; score: good, I hope\n", json_length(json_member(input, "jobs")));
  puts("done");
  return honest(input);
}
