// Places every job on machine -1.
// stopped: invalid every job has a machine
Json *place(const Json *input) {
  Json *output = json_list();
  for (size_t job = 0; job < json_length(json_member(input, "jobs")); job++) json_push(output, json_of_number(-1));
  return output;
}
