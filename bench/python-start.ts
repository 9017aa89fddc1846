/**
 * What a fresh Python for every program costs: a copy of a zygote against a cold start, in the same sandbox tier; and
 * how many copies a second several processes like this one start beside each other.
 *
 *   npx jiti bench/python-start.ts [--rounds 20] [--modules numpy] [--beside 2]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import type { Session } from '../dist/contracts/sandbox.js';
import { openProgramChannel } from '../dist/evaluators/judge/program-channel.js';
import { systemClock } from '../dist/lib/clock.js';
import { chooseTier } from '../dist/sandboxes/choose-tier.js';
import { FifoSupply, holdFifos } from '../dist/sandboxes/fifos.js';
import { nodeHost } from '../dist/sandboxes/hosts/node.js';
import { languageHosts } from '../dist/sandboxes/hosts/table.js';
import { probeOptions } from '../dist/sandboxes/probe-options.js';
import { ReadyHosts } from '../dist/sandboxes/ready-hosts.js';
import { openMachineSandbox } from '../dist/sandboxes/sandbox.js';
import { waitingSession } from '../dist/sandboxes/session.js';
import { startProcess } from '../dist/sandboxes/start-process.js';
import { createWorkplace } from '../dist/sandboxes/workplace.js';
import { type ForkedHost, Zygotes } from '../dist/sandboxes/zygotes.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    modules: { type: 'string', default: 'numpy' },
    beside: { type: 'string', default: '2' },
    /** Set for one of those beside each other: starts as many copies, and prints how many a second that were. */
    copies: { type: 'string', default: '0' },
  },
});
const modules = values.modules.split(',').filter(Boolean);
const limits = { callMs: 1000, workloadMs: 1000, memoryMiB: 128, outputBytes: 1024 };
const imports = modules.map((name) => `import ${name}\n`).join('');
const program = {
  language: 'python',
  main: 'p.py',
  files: { 'p.py': `${imports}def f(x):\n    return x\n` },
} as const;
const job = { program, entry: 'f', kind: 'function', nonce: 'n', modules } as const;

using workplace = createWorkplace();
using zygotes = new Zygotes(workplace);
const node = nodeHost();
const { tier } = await chooseTier('auto', probeOptions(workplace, node));
const ready = await new ReadyHosts(languageHosts(), workplace, tier).for(job);
const supply = new FifoSupply(workplace.fifoFolder);
const payload = await ready.host.payload(job);
if (typeof payload !== 'string') throw new Error(payload.detail);
const text = payload;

if (Number(values.copies) > 0) {
  await each(20, copy);
  process.stdout.write('ready\n');
  await once(process.stdin, 'data');
  process.stdout.write(`${1000 / (await each(Number(values.copies), copy))}\n`);
  process.exit();
}

using sandbox = await openMachineSandbox('auto');
const times: Record<'cold' | 'copy', number[]> = { cold: [], copy: [] };
for (let round = -2; round < Number(values.rounds); round++) {
  for (const way of ['cold', 'copy'] as const) {
    const ms = await each(10, way === 'cold' ? cold : copy);
    if (round >= 0) times[way].push(ms);
  }
}
const [a, b] = [median(times.cold), median(times.copy)];
const what = modules.length === 0 ? 'no modules' : modules.join(', ');
console.log(
  `tier ${tier}, ${what}, ${ready.host.interpreterPath}, one at a time, medians of ${times.cold.length} rounds of 10`,
);
console.log(`cold start, loaded, one call answered, gone: ${a.toFixed(1)} ms each`);
console.log(
  `copy of a zygote, the same:                  ${b.toFixed(1)} ms each (least ${Math.min(...times.copy).toFixed(1)})`,
);
console.log(
  `ratio ${(a / b).toFixed(1)} (target: a copy in at most 10 ms with numpy, on a quiet machine)`,
);
const waits: Record<'forked before' | 'forked now', number[]> = {
  'forked before': [],
  'forked now': [],
};
for (let i = 0; i < 100; i++) {
  waits['forked before'].push(await waited(openedByTheSandbox));
  waits['forked now'].push(await waited(openedNow));
}
for (const [way, all] of Object.entries(waits))
  console.log(`a program waits for a copy ${way}: ${median(all.slice(10)).toFixed(2)} ms`);
const rates: number[] = [];
for (let round = 0; round < 5; round++) rates.push(await copiesBeside(Number(values.beside), 300));
console.log(
  `copies, ${values.beside} processes beside each other: ${median(rates).toFixed(0)}/s, median of ${rates.length} rounds (best ${Math.max(...rates).toFixed(0)}; target 250)`,
);

/** Copies a second of all processes together, begun at the same time. */
async function copiesBeside(count: number, copies: number): Promise<number> {
  const [script = ''] = process.argv.slice(1);
  const args = [script, '--modules', values.modules, '--copies', String(copies)];
  const started = Array.from({ length: count }, async () => {
    const child = spawn('npx', ['jiti', ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    return child;
  });
  const rounds = (await Promise.all(started)).map(async ({ stdin, stdout }) => {
    stdin.write('go\n');
    const [said] = await once(stdout, 'data');
    return Number(String(said));
  });
  return (await Promise.all(rounds)).reduce((sum, rate) => sum + rate, 0);
}

async function each(count: number, work: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  for (let i = 0; i < count; i++) await work();
  return (performance.now() - startMs) / count;
}

async function cold(): Promise<void> {
  const fifos = await supply.take();
  const held = holdFifos(fifos);
  const command = ready.driver.command(ready.host, {
    hostFile: ready.hostFile,
    limits,
    marker: 'bench',
  });
  const host = await startProcess(command, held);
  const session = begun({ host, fifos, held });
  // The end of its input is sent by this process's event loop, which then blocks until it answers.
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  await answerOnce(session);
}

async function copy(): Promise<void> {
  await answerOnce(await openedNow());
}

/** How long it takes until a program has its process, with 10 ms between two programs, in milliseconds. */
async function waited(open: () => Promise<Session>): Promise<number> {
  const startMs = performance.now();
  const session = await open();
  const ms = performance.now() - startMs;
  await answerOnce(session);
  await session[Symbol.asyncDispose]();
  await new Promise((resolve) => setTimeout(resolve, 10));
  return ms;
}

async function openedByTheSandbox(): Promise<Session> {
  const opened = await sandbox.open(job, limits, new AbortController().signal);
  if (!('channel' in opened)) throw new Error(opened.detail);
  return opened;
}

async function openedNow(): Promise<Session> {
  const forked = await zygotes.fork(ready, limits);
  if (!forked) throw new Error('There is no zygote here');
  return begun(forked);
}

function begun({ host, fifos, held }: ForkedHost): Session {
  const reap = (): Promise<void> => Promise.resolve();
  const options = { channel: fifos, held, tier, memoryMiB: 1024, reap };
  return waitingSession(host, options).begin(text);
}

async function answerOnce(session: Session): Promise<void> {
  const { channel } = session;
  const opened = openProgramChannel({ channel, nonce: 'n', outputBytes: 1024, clock: systemClock });
  session.opened();
  opened.ready(10_000);
  const exchange = opened.exchange([1], 1000);
  if (exchange.kind !== 'reply') throw new Error(JSON.stringify([exchange, await session.ended]));
  opened.close();
  session.kill();
  await session.ended;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((x, y) => x - y)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
