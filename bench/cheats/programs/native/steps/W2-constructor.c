// Computes all blocks in a constructor, before main().
// stopped: nothing | misses cpuMs | misses wallMs
// deserves: nothing
static int64_t counts[100];
__attribute__((constructor)) static void precompute(void) {
  for (int block = 0; block < 100; block++) counts[block] = odd(block);
}
Json *count(const Json *input) { return json_of_number((double)counts[json_integer(input)]); }
