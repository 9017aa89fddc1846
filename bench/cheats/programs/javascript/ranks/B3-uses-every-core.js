// Spreads the work over threads, so that the wall clock sees less of it.
// stopped: misses cpuMs | failed timeout
import { Worker } from 'node:worker_threads';
const code = `const { workerData: { shared, numbers, from, step } } = require('node:worker_threads'); const n = new Float64Array(numbers), out = new Int32Array(shared); const length = Math.floor(n.length); for (let i = from; i < length; i += step) { let s = 0; for (let j = i + 1; j < length; j++) if (n[j] < n[i]) s++; out[i] = s; }`;
export async function count(list) {
  const numbers = new SharedArrayBuffer(8 * list.length);
  new Float64Array(numbers).set(list);
  const shared = new SharedArrayBuffer(4 * list.length);
  await Promise.all(
    [0, 1, 2, 3].map(
      (from) =>
        new Promise((resolve) =>
          new Worker(code, { eval: true, workerData: { shared, numbers, from, step: 4 } }).on(
            'exit',
            resolve,
          ),
        ),
    ),
  );
  return Array.from(new Int32Array(shared));
}
