// Works in a buffer that it keeps from call to call, and clears it.
#include <string.h>
static double busy[64];
Json *place(const Json *input) {
  memset(busy, 0, sizeof busy);
  size_t machines = (size_t)json_integer(json_member(input, "machines"));
  const Json *jobs = json_member(input, "jobs");
  Json *output = json_list();
  for (size_t job = 0; job < json_length(jobs); job++) {
    size_t first = 0;
    for (size_t machine = 1; machine < machines; machine++)
      if (busy[machine] < busy[first]) first = machine;
    busy[first] += json_number(json_item(jobs, job));
    json_push(output, json_of_number((double)first));
  }
  return output;
}
