// Computes all blocks in a promise that begins while it is loaded.
// stopped: nothing | misses cpuMs | misses wallMs
// deserves: nothing
const counts = [];
const done = (async () => {
  for (let block = 0; block < 100; block++) counts[block] = honest(block);
})();
export async function count(block) {
  await done;
  return counts[block];
}
