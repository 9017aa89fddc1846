// Acknowledges what was written, and never syncs.
// stopped: misses lost
Json *plan(const Json *input) {
  Json *ops = json_list();
  for (size_t record = 0; record < json_length(input); record++) {
    op(ops, "write", (int64_t)record);
    op(ops, "ack", (int64_t)record);
  }
  return ops;
}
