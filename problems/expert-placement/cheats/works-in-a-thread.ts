/** Work outside the window: a thread works for longer than the program may, in case only the main thread is metered. */
import { Worker } from 'node:worker_threads';

interface Input {
  readonly past: readonly (readonly number[])[];
  readonly gpus: number;
  readonly slotsPerGpu: number;
}

/** Works for 15 ms whenever it is asked to, then says that it is done. */
const THREAD = `
  const { workerData } = require('node:worker_threads');
  const used = () => process.cpuUsage().user + process.cpuUsage().system;
  for (;;) {
    Atomics.wait(workerData, 0, 0);
    const start = used();
    while (used() - start < 15_000);
    Atomics.store(workerData, 0, 0);
    Atomics.notify(workerData, 0);
  }
`;
const asked = new Int32Array(new SharedArrayBuffer(4));
let thread: Worker | undefined;

export function place({ past, gpus, slotsPerGpu }: Input): number[] {
  thread ??= new Worker(THREAD, { eval: true, workerData: asked });
  Atomics.store(asked, 0, 1);
  Atomics.notify(asked, 0);
  Atomics.wait(asked, 0, 1);
  return Array.from({ length: gpus * slotsPerGpu }, (_, slot) => slot % past[0].length);
}
