// Takes all the memory that there is.
// stopped: failed memory | failed crash | failed timeout
#include <stdlib.h>
#include <string.h>
Json *place(const Json *input) {
  for (int i = 0; i < 80; i++) memset(malloc(100 << 20), 1, 100 << 20);
  return honest(input);
}
