// Numbers the machines from the other end: as good, and different.
Json *place(const Json *input) {
  Json *whole = honest(input), *output = json_list();
  double last = json_number(json_member(input, "machines")) - 1;
  for (size_t job = 0; job < json_length(whole); job++) json_push(output, json_of_number(last - json_number(json_item(whole, job))));
  return output;
}
