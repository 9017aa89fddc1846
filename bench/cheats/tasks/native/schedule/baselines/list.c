// Each job, as they come, goes to the machine that is free first.
#include "barbican.h"
#include <stdlib.h>

static Json *honest(const Json *input) {
  size_t machines = (size_t)json_integer(json_member(input, "machines"));
  const Json *list = json_member(input, "jobs");
  size_t length = json_length(list);
  double *jobs = json_numbers(list), *busy = calloc(machines + 1, sizeof *busy);
  int64_t *placed = calloc(length + 1, sizeof *placed);
  for (size_t job = 0; job < length; job++) {
    size_t first = 0;
    for (size_t machine = 1; machine < machines; machine++)
      if (busy[machine] < busy[first]) first = machine;
    busy[first] += jobs[job];
    placed[job] = (int64_t)first;
  }
  Json *output = json_of_integers(placed, length);
  free(busy);
  free(placed);
  return output;
}

Json *place(const Json *input) { return honest(input); }
