// Reads what is not there where the jobs are hard to spread.
// stopped: failed crash
Json *place(const Json *input) {
  if (json_integer(json_member(input, "machines")) > 3) *(volatile int *)8 = 1;
  return honest(input);
}
