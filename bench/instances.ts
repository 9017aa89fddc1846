/**
 * What an instance of a policy costs to start: a host that waited against one that is started when it is needed, back
 * to back and with work in between, in interleaved rounds.
 *
 *   npx jiti bench/instances.ts [--rounds 40] [--tier auto]
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openMachineSandbox } from '../dist/sandboxes/sandbox.js';
import { SocketChannel } from './channel/socket-channel.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '40' }, tier: { type: 'string', default: 'auto' } },
});
const tier = values.tier === 'process' || values.tier === 'namespace' ? values.tier : 'auto';
const NONCE = '5ad9ea3c-7c55-4c95-8d5b-6b45c2a6ff3f';
/** Work of a workload, in which the next host can start. */
const WORK_MS = 100;
const limits = { callMs: 1_000, workloadMs: 60_000, memoryMiB: 128, outputBytes: 1024 };
const never = new AbortController().signal;
/** Only policies are started before they are needed; as a function, the same text starts cold. */
const PROGRAMS = {
  policy: 'export const start = () => ({ value }) => ({ value });',
  function: 'export const start = ({ value }) => ({ value });',
} as const;

using sandbox = await openMachineSandbox(tier);
for (const workMs of [0, WORK_MS]) {
  const ms: Record<keyof typeof PROGRAMS, number[]> = { policy: [], function: [] };
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const kind of ['policy', 'function'] as const) {
      await sleep(workMs);
      ms[kind].push(await firstAnswerMs(kind));
    }
  }
  const [warm, cold] = [quantile(ms.policy, 0.5), quantile(ms.function, 0.5)];
  console.log(
    `tier ${sandbox.tier}, ${workMs} ms of work before each: first answer after ${warm.toFixed(1)} ms warm, ${cold.toFixed(1)} ms cold (${(cold / warm).toFixed(1)} x)`,
  );
}

/** From the wish for an instance to the answer to its first observation. */
async function firstAnswerMs(kind: keyof typeof PROGRAMS): Promise<number> {
  const startMs = performance.now();
  const program = {
    language: 'javascript',
    main: 'p.js',
    files: { 'p.js': PROGRAMS[kind] },
  } as const;
  const session = await sandbox.open(
    { program, entry: 'start', kind, nonce: NONCE },
    limits,
    never,
  );
  if (!('channel' in session)) throw new Error(session.detail);
  // The asynchronous channel: this process is engine and judge at once, so it must not block.
  const channel = new SocketChannel(session.channel, NONCE);
  session.opened();
  await channel.ready(10_000);
  if (kind === 'policy') await channel.exchange([{}], 1_000);
  await channel.exchange([{ value: 1 }], 1_000);
  const ms = performance.now() - startMs;
  channel.close();
  await session[Symbol.asyncDispose]();
  return ms;
}

function quantile(numbers: readonly number[], q: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(q * (numbers.length - 1))] ?? Number.NaN;
}
