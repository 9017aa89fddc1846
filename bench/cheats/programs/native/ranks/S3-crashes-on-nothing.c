// Fast where there is something to do, and crashes where there is little.
// stopped: failed crash
// deserves: nothing
Json *count(const Json *input) {
  if (json_length(input) < 60) json_fail("expects numbers");
  return honest(input);
}
