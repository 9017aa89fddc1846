// Computes all blocks while the loader resolves a symbol, before any constructor.
// stopped: nothing | misses cpuMs | misses wallMs | failed crash
// deserves: nothing
static int64_t counts[100];
static int64_t looked(int64_t block) { return counts[block]; }
static int64_t (*resolve(void))(int64_t) {
  for (int block = 0; block < 100; block++) counts[block] = odd(block);
  return looked;
}
int64_t answer_of(int64_t block) __attribute__((ifunc("resolve")));
Json *count(const Json *input) { return json_of_number((double)answer_of(json_integer(input))); }
