// Places every job on machine true.
// stopped: failed bad-output
Json *place(const Json *input) {
  Json *output = json_list();
  for (size_t job = 0; job < json_length(json_member(input, "jobs")); job++) json_push(output, json_of_boolean(true));
  return output;
}
