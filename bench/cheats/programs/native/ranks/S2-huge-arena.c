// Fast, by a table over every value that a number could have, of 200 MB of which little is used.
// deserves: nothing
#include <stdlib.h>
#include <string.h>
static int table[1 << 20];
static char *arena;
Json *count(const Json *input) {
  size_t length = json_length(input);
  double *numbers = json_numbers(input);
  int64_t *counts = calloc(length + 1, sizeof *counts);
  if (!arena) arena = malloc(200 << 20);
  for (size_t at = 0; at < 200 << 20; at += 1 << 14) arena[at] = 1;
  memset(table, 0, sizeof table);
  for (size_t i = length; i-- > 0;) {
    for (int at = (int)numbers[i]; at > 0; at -= at & -at) counts[i] += table[at];
    for (int at = (int)numbers[i] + 1; at < 1 << 20; at += at & -at) table[at]++;
  }
  Json *output = json_of_integers(counts, length);
  free(counts);
  return output;
}
