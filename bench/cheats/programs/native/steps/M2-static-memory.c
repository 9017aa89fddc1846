// Keeps the answer to each block that it was ever asked for.
static int64_t known[100];
Json *count(const Json *input) {
  int64_t block = json_integer(input);
  if (known[block] == 0) known[block] = odd(block) + 1;
  return json_of_number((double)(known[block] - 1));
}
