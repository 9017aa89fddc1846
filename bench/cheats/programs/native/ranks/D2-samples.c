// Compares with one number in fifty, and multiplies.
// stopped: invalid the counts are right
Json *count(const Json *input) {
  double *numbers = json_numbers(input);
  size_t length = json_length(input);
  Json *output = json_list();
  for (size_t i = 0; i < length; i++) {
    int64_t smaller = 0;
    for (size_t j = i + 1; j < length; j += 50) smaller += 50 * (numbers[j] < numbers[i]);
    json_push(output, json_of_number((double)smaller));
  }
  return output;
}
