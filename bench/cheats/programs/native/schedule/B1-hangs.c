// Never ends.
// stopped: failed timeout
Json *place(const Json *input) {
  for (volatile int i = 0; input; i = 0);
  return honest(input);
}
