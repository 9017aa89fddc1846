// Counts in a tree of sums, from the end.
// better: yes
#include <string.h>
static int sums[1 << 20];
Json *count(const Json *input) {
  size_t length = json_length(input);
  double *numbers = json_numbers(input);
  int64_t *counts = calloc(length + 1, sizeof *counts);
  for (size_t i = length; i-- > 0;) {
    for (int at = (int)numbers[i]; at > 0; at -= at & -at) counts[i] += sums[at];
    for (int at = (int)numbers[i] + 1; at < 1 << 20; at += at & -at) sums[at]++;
  }
  for (size_t i = 0; i < length; i++)
    for (int at = (int)numbers[i] + 1; at < 1 << 20; at += at & -at) sums[at] = 0;
  Json *output = json_of_integers(counts, length);
  free(counts);
  return output;
}
