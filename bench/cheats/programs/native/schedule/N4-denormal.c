// Places every job on the smallest number above zero.
// stopped: failed bad-output
Json *place(const Json *input) {
  Json *output = json_list();
  for (size_t job = 0; job < json_length(json_member(input, "jobs")); job++) json_push(output, json_of_number(0x1p-1074));
  return output;
}
