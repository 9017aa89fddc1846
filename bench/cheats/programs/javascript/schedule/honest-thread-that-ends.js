// Lets a thread place the jobs, and waits for it.
import { Worker } from 'node:worker_threads';
const code = `const { workerData, parentPort } = require('node:worker_threads'); const honest = ${honest}; parentPort.postMessage(honest(workerData));`;
export const place = (input) =>
  new Promise((resolve, reject) =>
    new Worker(code, { eval: true, workerData: input }).on('message', resolve).on('error', reject),
  );
