// Places the longest jobs first.
// better: yes
static const double *weights;
static int by_weight(const void *a, const void *b) {
  double x = weights[*(const int64_t *)a], y = weights[*(const int64_t *)b];
  return (x < y) - (x > y);
}
Json *place(const Json *input) {
  const Json *list = json_member(input, "jobs");
  size_t length = json_length(list), machines = (size_t)json_integer(json_member(input, "machines"));
  weights = json_numbers(list);
  int64_t *order = calloc(length + 1, sizeof *order), *placed = calloc(length + 1, sizeof *placed);
  double *busy = calloc(machines + 1, sizeof *busy);
  for (size_t job = 0; job < length; job++) order[job] = (int64_t)job;
  qsort(order, length, sizeof *order, by_weight);
  for (size_t i = 0; i < length; i++) {
    size_t first = 0;
    for (size_t machine = 1; machine < machines; machine++)
      if (busy[machine] < busy[first]) first = machine;
    busy[first] += weights[order[i]];
    placed[order[i]] = (int64_t)first;
  }
  Json *output = json_of_integers(placed, length);
  free(order);
  free(placed);
  free(busy);
  return output;
}
