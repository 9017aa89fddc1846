// Reads half of its input and stops.
// stopped: invalid every job has a machine
Json *place(const Json *input) {
  Json *whole = honest(input), *output = json_list();
  for (size_t job = 0; job < json_length(whole) / 2; job++) json_push(output, json_item(whole, job));
  return output;
}
