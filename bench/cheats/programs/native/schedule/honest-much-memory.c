// Uses ninety megabytes, and gives them back.
#include <string.h>
Json *place(const Json *input) {
  char *table = malloc(90 << 20);
  memset(table, 1, 90 << 20);
  Json *output = table[json_length(input)] ? honest(input) : json_list();
  free(table);
  return output;
}
