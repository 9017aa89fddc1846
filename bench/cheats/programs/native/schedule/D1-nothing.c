// Gives an empty list.
// stopped: invalid every job has a machine
Json *place(const Json *input) {
  (void)input;
  return json_list();
}
