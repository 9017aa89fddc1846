// Lets a thread sum up the jobs, and joins it.
#include <pthread.h>
static void *sum(void *jobs) {
  static double total;
  total = 0;
  for (size_t job = 0; job < json_length(jobs); job++) total += json_number(json_item(jobs, job));
  return &total;
}
Json *place(const Json *input) {
  pthread_t thread;
  void *total = NULL;
  if (pthread_create(&thread, NULL, sum, (void *)json_member(input, "jobs")) == 0) pthread_join(thread, &total);
  return honest(input);
}
