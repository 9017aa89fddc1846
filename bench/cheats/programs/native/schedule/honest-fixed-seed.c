// Breaks ties by a generator with a fixed seed.
Json *place(const Json *input) {
  srand(7);
  size_t machines = (size_t)json_integer(json_member(input, "machines"));
  const Json *jobs = json_member(input, "jobs");
  double *busy = calloc(machines + 1, sizeof *busy);
  Json *output = json_list();
  for (size_t job = 0; job < json_length(jobs); job++) {
    size_t first = 0, ties = 0;
    for (size_t machine = 0; machine < machines; machine++) {
      if (busy[machine] < busy[first]) first = machine, ties = 1;
      else if (busy[machine] == busy[first] && (size_t)rand() % ++ties == 0) first = machine;
    }
    busy[first] += json_number(json_item(jobs, job));
    json_push(output, json_of_number((double)first));
  }
  free(busy);
  return output;
}
