/**
 * How many observations a second go through a judge's channel to a sandboxed program, one at a time and many in a frame:
 * judges and programs in both languages, and the channel over sockets that was before, in interleaved rounds.
 *
 *   npx jiti bench/channel.ts [--rounds 15] [--tier auto]
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { keepOnCores, usableCores } from '../dist/lib/node/cores.js';
import { processTreeUsage } from '../dist/lib/node/process-tree-usage.js';
import { openMachineSandbox } from '../dist/sandboxes/sandbox.js';
import { blocking, fromPython, type Link, type Place, throughSockets } from './channel/links.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, tier: { type: 'string', default: 'auto' } },
});
const tier = values.tier === 'process' || values.tier === 'namespace' ? values.tier : 'auto';
const rounds = Number(values.rounds);
const CALLS = 4_000;
const FRAME = 64;
const observation = { key: 123, bytes: 4096, at: 77, ttl: null, hit: false, mustFree: 12 };
const one = [observation];
const many = Array.from({ length: FRAME }, () => observation);

interface Way {
  readonly title: string;
  readonly link: Link;
  readonly inputs: readonly unknown[];
  /** Observations a second that this way should reach on a quiet machine; 0 if it is there to compare. */
  readonly target: number;
  readonly perSecond: number[];
  /** CPU time of an observation in microseconds, both ends together: steadier than wall time on a busy machine. */
  readonly cpuUs: number[];
}

using sandbox = await openMachineSandbox(tier);
const all = usableCores();
const closing: (() => unknown)[] = [];
const place = (language: Place['language'], core?: number): Place => ({
  sandbox,
  closing,
  language,
  ...(core === undefined ? {} : { core }),
});
const core = all.at(-1);
const links = {
  'sockets (before), JavaScript': await throughSockets(place('javascript')),
  'any core, problem.ts, JavaScript': await blocking(place('javascript')),
  'problem.ts, JavaScript': await blocking(place('javascript', core)),
  'problem.ts, Python': await blocking(place('python', core)),
  'problem.py, JavaScript': await fromPython(place('javascript', core)),
  'problem.py, Python': await fromPython(place('python', core)),
};
const targetOf = (title: string): number => {
  if (/sockets|any core/u.test(title)) return 0;
  return title.endsWith('Python') ? 30_000 : 40_000;
};
const ways: readonly Way[] = [one, many].flatMap((inputs) =>
  Object.entries(links).map(([title, link]) => ({
    title,
    link,
    inputs,
    target: targetOf(title) === 0 || inputs === one ? targetOf(title) : 100_000,
    perSecond: [],
    cpuUs: [],
  })),
);
const load = loadavg()[0] ?? Number.NaN;
for (let round = 0; round < rounds + 2; round++) {
  for (const each of ways) await measure(each, round >= 2);
}
for (const close of closing.reverse()) await close();
console.log(
  `tier ${sandbox.tier}, observations a second: median [quartiles], best of ${rounds} interleaved rounds of ${CALLS}; load ${load.toFixed(1)} at the start, ${(loadavg()[0] ?? Number.NaN).toFixed(1)} at the end`,
);
for (const { title, perSecond, cpuUs, inputs, target } of ways) {
  const [q1, median, q3, best] = [0.25, 0.5, 0.75, 1].map((q) => quantile(perSecond, q));
  const what = `${title}, ${inputs === one ? 'one at a time' : `${FRAME} in a frame`}`;
  console.log(
    `${what.padEnd(48)} ${fixed(median)} [${fixed(q1)}, ${fixed(q3)}] ${fixed(best)}` +
      `  ${quantile(cpuUs, 0.5).toFixed(1).padStart(5)} us of CPU${target === 0 ? '' : `, target ${target}`}`,
  );
}

async function measure({ link, inputs, perSecond, cpuUs }: Way, counts: boolean): Promise<void> {
  if (!(await keepOnCores(link.judgePid, link.core === undefined ? all : [link.core])))
    throw new Error('This bench needs taskset');
  const startCpuMs = cpuMs(link);
  const ms = await link.ask(inputs, Math.round(CALLS / inputs.length));
  if (!counts) return;
  perSecond.push((1000 * CALLS) / ms);
  cpuUs.push((1000 * (cpuMs(link) - startCpuMs)) / CALLS);
}

/** CPU time so far of both ends. */
function cpuMs({ judgePid, hostPid }: Link): number {
  return [judgePid, hostPid].reduce((sum, pid) => sum + (processTreeUsage(pid)?.cpuMs ?? 0), 0);
}

function quantile(numbers: readonly number[], q: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(q * (sorted.length - 1))] ?? Number.NaN;
}

function fixed(value: number | undefined): string {
  return (value ?? Number.NaN).toFixed(0).padStart(7);
}
