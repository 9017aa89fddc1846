/**
 * What it takes to start a judge with a problem, from one file as it is started, and from its modules.
 *
 *   npx jiti bench/judge-start.ts [--problem problems/expert-placement] [--rounds 15]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { encodeFrame } from '../dist/evaluators/framing.js';
import { processTreeCpuMs } from '../dist/lib/node/process-tree-usage.js';
import { median } from '../dist/lib/stats.js';

const { values } = parseArgs({
  options: {
    problem: { type: 'string', default: 'problems/expert-placement' },
    rounds: { type: 'string', default: '15' },
  },
});
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ways = {
  'one file': 'dist/judge/judge-main.js',
  modules: 'dist/compose/judge-main.js',
};
const taken = new Map(
  Object.keys(ways).map((way) => [way, new Array<readonly [number, number]>()]),
);
for (let round = 0; round < Number(values.rounds); round++)
  for (const [way, file] of Object.entries(ways)) taken.get(way)?.push(await started(file));
for (const [way, all] of taken) {
  const [wallMs, cpuMs] = [median(all.map(([wall]) => wall)), median(all.map(([, cpu]) => cpu))];
  console.log(`${way}: ${wallMs.toFixed(0)} ms, ${cpuMs.toFixed(0)} ms of CPU time`);
}
console.log(`${values.problem}, medians of ${values.rounds} interleaved rounds`);

/** Wall and CPU time until the problem is loaded, in milliseconds. */
async function started(file: string): Promise<readonly [number, number]> {
  const startMs = performance.now();
  const child = spawn(process.execPath, [join(ROOT, file)], {
    env: {},
    stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'pipe'],
  });
  const [requests, replies] = channels(child);
  const problemPath = join(ROOT, values.problem);
  requests.write(encodeFrame({ id: 1, type: 'load', problemPath, secret: 'bench' }));
  const said = await new Promise<string>((resolve) => {
    replies.once('data', (chunk: Buffer) => resolve(chunk.toString()));
  });
  if (!said.includes('"done"')) throw new Error(said);
  const wallMs = performance.now() - startMs;
  const cpuMs = processTreeCpuMs(child.pid ?? 0) ?? Number.NaN;
  child.kill('SIGKILL');
  return [wallMs, cpuMs];
}

function channels({ stdio }: ChildProcess): [Writable, Readable] {
  const [, , , requests, replies] = stdio;
  if (!requests || !replies || !('write' in requests) || !('read' in replies))
    throw new TypeError('No pipes');
  return [requests, replies];
}
