// Serves the records of the first client first, and those of the last, which are large, when all others are done.
#include <stdlib.h>
Json *plan(const Json *input) {
  size_t length = json_length(input), next = 0;
  double *order = calloc(length + 1, sizeof *order);
  for (int client = 0; client < 8; client++)
    for (size_t record = 0; record < length; record++)
      if (json_integer(json_member(json_item(input, record), "client")) == client) order[next++] = (double)record;
  Json *whole = honest(input), *ops = json_list();
  for (size_t at = 0; at < json_length(whole); at++) {
    const Json *one = json_item(whole, at), *record = json_find(one, "record");
    op(ops, json_text(json_member(one, "do")), record ? (int64_t)order[json_integer(record)] : -1);
  }
  free(order);
  return ops;
}
