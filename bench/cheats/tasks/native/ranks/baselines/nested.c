// Each number against all that come after it.
#include "barbican.h"
#include <stdlib.h>

static Json *honest(const Json *input) {
  size_t length = json_length(input);
  double *numbers = json_numbers(input);
  int64_t *counts = calloc(length + 1, sizeof *counts);
  for (size_t i = 0; i < length; i++)
    for (size_t j = i + 1; j < length; j++)
      if (numbers[j] < numbers[i]) counts[i]++;
  Json *output = json_of_integers(counts, length);
  free(counts);
  return output;
}

Json *count(const Json *input) { return honest(input); }
