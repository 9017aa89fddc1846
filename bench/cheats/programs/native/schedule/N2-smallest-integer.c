// Places every job on the smallest machine that there is a number for.
// stopped: failed bad-output | invalid every job has a machine
Json *place(const Json *input) {
  int64_t smallest = INT64_MIN;
  Json *output = json_list();
  for (size_t job = 0; job < json_length(json_member(input, "jobs")); job++) json_push(output, json_item(json_of_integers(&smallest, 1), 0));
  return output;
}
