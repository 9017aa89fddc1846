/**
 * How many observations a second go through the judge's channel to a sandboxed program, one at a time and many in a
 * frame: the channel as it is, blocking, against the one that it replaced, in interleaved rounds.
 *
 *   npx jiti bench/channel.ts [--rounds 15] [--tier auto]
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Channel } from '../src/contracts/sandbox.ts';
import { openProgramChannel } from '../dist/evaluators/judge/program-channel.js';
import { systemClock } from '../dist/lib/clock.js';
import { keepOnCores, usableCores } from '../dist/lib/node/cores.js';
import { processTreeUsage } from '../dist/lib/node/process-tree-usage.js';
import { openMachineSandbox } from '../dist/sandboxes/sandbox.js';
import { SocketChannel } from './channel/socket-channel.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, tier: { type: 'string', default: 'auto' } },
});
const tier = values.tier === 'process' || values.tier === 'namespace' ? values.tier : 'auto';
const rounds = Number(values.rounds);
const CALLS = 4_000;
const FRAME = 64;
const LIMIT_MS = 1_000;
const NONCE = '5ad9ea3c-7c55-4c95-8d5b-6b45c2a6ff3f';
const limits = { callMs: LIMIT_MS, workloadMs: 60_000, memoryMiB: 128, outputBytes: 2 ** 20 };
const program = {
  language: 'javascript',
  main: 'p.js',
  files: {
    'p.js':
      'export function f({ key, mustFree }) { return { evict: mustFree > 0 ? [key] : [] }; }\n',
  },
} as const;
const observation = { key: 123, bytes: 4096, at: 77, ttl: null, hit: false, mustFree: 12 };
const one = [observation];
const many = Array.from({ length: FRAME }, () => observation);

/** A program that runs, and how to ask it. */
interface Link {
  readonly ask: (inputs: readonly unknown[]) => unknown;
  readonly hostPid: number;
  /** The core of both ends; any if undefined. */
  readonly core: number | undefined;
}

interface Way {
  readonly title: string;
  readonly link: Link;
  readonly inputs: readonly unknown[];
  readonly perSecond: number[];
  /** CPU time of an observation in microseconds, both ends together: steadier than wall time on a busy machine. */
  readonly cpuUs: number[];
}

using sandbox = await openMachineSandbox(tier);
const all = usableCores();
const closing: (() => unknown)[] = [];
const sockets = await throughSockets();
const anyCore = await blocking(undefined);
const oneCore = await blocking(all.at(-1));
const way = (title: string, link: Link, inputs: readonly unknown[]): Way => ({
  title,
  link,
  inputs,
  perSecond: [],
  cpuUs: [],
});
const ways: readonly Way[] = [
  way('sockets (before), one at a time', sockets, one),
  way('blocking, one at a time, any core', anyCore, one),
  way('blocking, one at a time, one core', oneCore, one),
  way(`sockets (before), ${FRAME} in a frame`, sockets, many),
  way(`blocking, ${FRAME} in a frame, one core`, oneCore, many),
];
for (let round = 0; round < rounds + 2; round++) {
  for (const each of ways) await measure(each, round >= 2);
}
for (const close of closing.reverse()) await close();
console.log(
  `tier ${sandbox.tier}, observations a second: median [quartiles], best of ${rounds} interleaved rounds`,
);
for (const { title, perSecond, cpuUs, inputs } of ways) {
  const [q1, median, q3, best] = [0.25, 0.5, 0.75, 1].map((q) => quantile(perSecond, q));
  const before = ways.find((other) => other.inputs === inputs)?.perSecond ?? [];
  console.log(
    `${title.padEnd(36)} ${fixed(median)} [${fixed(q1)}, ${fixed(q3)}] ${fixed(best)}` +
      `  ${((median ?? 0) / quantile(before, 0.5)).toFixed(1)} x, ${quantile(cpuUs, 0.5).toFixed(1)} us of CPU`,
  );
}
console.log('targets: one at a time >= 40000, in frames >= 100000');

async function measure({ link, inputs, perSecond, cpuUs }: Way, counts: boolean): Promise<void> {
  if (!(await keepOnCores(process.pid, link.core === undefined ? all : [link.core])))
    throw new Error('This bench needs taskset');
  const [startMs, startCpuMs] = [performance.now(), cpuMs(link)];
  for (let i = 0; i < CALLS / inputs.length; i++) await link.ask(inputs);
  const ms = performance.now() - startMs;
  if (!counts) return;
  perSecond.push((1000 * CALLS) / ms);
  cpuUs.push((1000 * (cpuMs(link) - startCpuMs)) / CALLS);
}

/** CPU time so far of this process and the program. */
function cpuMs({ hostPid }: Link): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + (processTreeUsage(hostPid)?.cpuMs ?? 0);
}

async function started(core: number | undefined): Promise<{ channel: Channel; hostPid: number }> {
  const job = {
    program,
    entry: 'f',
    kind: 'function' as const,
    nonce: NONCE,
    ...(core === undefined ? {} : { core }),
  };
  const session = await sandbox.open(job, limits, new AbortController().signal);
  if (!('channel' in session)) throw new Error(session.detail);
  closing.push(() => session[Symbol.asyncDispose]());
  // This process is judge and engine at once: it must not block before the program has been handed over.
  await sleep(500);
  return { channel: session.channel, hostPid: session.channel.hostPid ?? 0 };
}

async function throughSockets(): Promise<Link> {
  const { channel, hostPid } = await started(undefined);
  const open = new SocketChannel(channel, NONCE);
  closing.push(() => open.close());
  await open.ready(10_000);
  return { ask: (inputs) => open.exchange(inputs, LIMIT_MS), hostPid, core: undefined };
}

async function blocking(core: number | undefined): Promise<Link> {
  const { channel, hostPid } = await started(core);
  const open = openProgramChannel({
    channel,
    nonce: NONCE,
    outputBytes: 2 ** 20,
    clock: systemClock,
  });
  closing.push(() => open.close());
  if (open.ready(10_000).kind !== 'reply') throw new Error('The program was not loaded');
  const ask = (inputs: readonly unknown[]): void => {
    const { kind } = open.exchange(inputs, LIMIT_MS);
    if (kind !== 'reply') throw new Error(kind);
  };
  return { ask, hostPid, core };
}

function quantile(numbers: readonly number[], q: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(q * (sorted.length - 1))] ?? Number.NaN;
}

function fixed(value: number | undefined): string {
  return (value ?? Number.NaN).toFixed(0).padStart(7);
}
