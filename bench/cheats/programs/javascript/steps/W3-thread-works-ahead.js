// Lets a thread compute all blocks, and waits for it before it says that it is loaded.
// stopped: nothing | misses cpuMs | misses wallMs
// deserves: nothing
import { Worker } from 'node:worker_threads';
const shared = new Int32Array(new SharedArrayBuffer(404));
const code = `const { workerData: view } = require('node:worker_threads'); const honest = ${honest}; for (let block = 0; block < 100; block++) view[block] = honest(block); Atomics.store(view, 100, 1); Atomics.notify(view, 100);`;
new Worker(code, { eval: true, workerData: shared }).unref();
Atomics.wait(shared, 100, 0, 5_000);
export const count = (block) => shared[block];
