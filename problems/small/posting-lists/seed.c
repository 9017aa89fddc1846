/* Cuts a posting list into blocks: where the search begins. */
#include "barbican.h"

enum { LONGEST = 256, HEADER_BITS = 16 };

/* Bits that a number above 0 takes. */
static int width_of(int64_t gap) { return 64 - __builtin_clzll((unsigned long long)gap); }

/* EVOLVE-BLOCK-START */
/* Whether a block of `length` gaps, the widest of `width` bits, ends before a gap of `next` bits. */
static bool ends(size_t length, int width, int next) {
  (void)width;
  (void)next;
  return length == 64;
}
/* EVOLVE-BLOCK-END */

Json *cut(const Json *input) {
  size_t count = json_length(input);
  int64_t *gaps = json_integers(input);
  Json *lengths = json_list();
  size_t length = 0;
  int width = 0;
  for (size_t i = 0; i < count; i++) {
    int next = width_of(gaps[i]);
    if (length == LONGEST || (length > 0 && ends(length, width, next))) {
      json_push(lengths, json_of_number((double)length));
      length = 0;
      width = 0;
    }
    length++;
    if (next > width) width = next;
  }
  if (length > 0) json_push(lengths, json_of_number((double)length));
  return lengths;
}
