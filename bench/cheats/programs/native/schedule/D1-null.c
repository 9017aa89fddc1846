// Gives null.
// stopped: failed bad-output
Json *place(const Json *input) {
  (void)input;
  return json_null();
}
