import { describe, expect, it } from 'vitest';
import { typeErrors } from '../../testing/type-errors.ts';
import { COMMAND_SLIPS, POLICY_SLIPS, SLIPS, type Slip } from '../../testing/typing-slips.ts';

/** The problem of the design page, in pieces whose order can change. */
const WORKLOADS = {
  params: `params: { experts: logInt(16, 256), gpus: oneOf(8, 16, 32), skew: real(0.2, 1.6), hot: oneOf('none', 'one') },`,
  typical: `typical: { hot: 'none', experts: logInt(64, 128) },`,
  regimes: `regimes: {
    steady: { skew: real(0, 0.1), gpus: oneOf(8, 16) },
    'one hot': slow({ hot: 'one' }, { by: '2%', than: 'hierarchical' }),
    tiny: slow({ experts: 16, gpus: 8 }),
  },`,
  where: `where: { fits: (p) => p.experts <= 9 * p.gpus },`,
  data: `data: {
    traces: files('a/*', { parse: (bytes) => [bytes.length], split: byFile({ search: 's*', selection: 't*', holdout: 'h*' }), licence: 'MIT' }),
    more: files('b/*', { parse: (bytes) => [bytes.length], split: byTime('at', { search: 0.5, selection: 0.2, holdout: 0.3, gap: '2h' }), licence: 'MIT', optional: true }),
  },`,
  generate: `generate: ({ params, rng, data }) => ({ past: [params.experts * rng.next(), ...data.traces.pick(rng)], next: [params.skew, ...(data.more.pick(rng) ?? [])], label: params.hot }),`,
};
const PROBLEM = {
  name: `name: 'placement',`,
  summary: `summary: 'Place.',`,
  program: `program: { kind: 'function', seed: './seed.ts', entry: 'place', input: z.object({ past: z.array(z.number()) }), output: z.object({ slots: z.array(z.number()) }) },`,
  limits: `limits: { callMs: 50, workloadMs: 2_000, memoryMiB: 256 },`,
  workloads: `workloads: defineWorkloads({ WORKLOADS }),`,
  drive: `drive: ({ workload, program }) => program.call({ past: workload.past }),`,
  metrics: `metrics: { balance: maximize('share'), moved: minimize('slots', { across: 'worst' }), cpuMs: minimize('ms') },`,
  measure: `measure: ({ workload, output, usage }) => ({ balance: workload.next.length, moved: output.slots.length, cpuMs: usage.cpuMs }),`,
  bound: `bound: ({ workload }) => ({ balance: relaxed(workload.next.length) }),`,
  invariants: `invariants: { whole: ({ workload, output }) => output.slots.length === workload.past.length || violated('some', output.slots) },`,
  relations: `relations: { numbers: { change: ({ workload, rng }) => ({ ...workload, next: [rng.next()] }), within: '0.5%' } },`,
  objectives: `objectives: ['balance', 'moved'],`,
  constraints: `constraints: { balance: floor({ than: 'hierarchical' }), cpuMs: [atMost(5), floor()] },`,
  baselines: `baselines: { hierarchical: './a.ts', uniform: './b.ts' },`,
};
/** What a problem of a policy says otherwise. */
const POLICY = {
  ...PROBLEM,
  program: `program: { kind: 'policy', seed: './seed.ts', entry: 'start', config: z.object({ capacity: z.number() }), observation: z.object({ key: z.number(), hit: z.boolean() }), action: z.object({ evict: z.array(z.number()) }) },`,
  drive: `drive: async ({ workload, program }) => {
    const policy = await program.start({ capacity: 8 });
    const rival = await program.start({ capacity: 9 }, 'uniform');
    let evicted = 0;
    for (const key of workload.past) {
      const { evict } = await policy.step({ key, hit: true });
      evicted += evict.length + (await rival.step({ key, hit: false })).evict.length;
    }
    return { evicted };
  },`,
  measure: `measure: ({ workload, output, usage }) => ({ balance: workload.next.length, moved: output.evicted, cpuMs: usage.cpuMs }),`,
  invariants: `invariants: { whole: ({ workload, output }) => output.evicted <= workload.past.length || violated('some', output.evicted) },`,
};
/** What a problem of a command says otherwise. */
const COMMAND = {
  ...PROBLEM,
  program: `program: { kind: 'command', seed: './tree', edit: ['a.c'], build: 'make', steps: { pack: './pack' }, counted: { packCounted: './pack' } },`,
  drive: `drive: async ({ workload, program }) => {
    const { stdout } = await program.exec('pack', { stdin: Uint8Array.from(workload.past) });
    return { bytes: stdout.length, same: (await program.exec('packCounted')).exitCode === 0 };
  },`,
  measure: `measure: ({ workload, output, usage }) => ({ balance: workload.next.length, moved: usage.packCounted.instructions, cpuMs: usage.pack.cpuMs }),`,
  invariants: `invariants: { whole: ({ workload, output }) => output.same && output.bytes <= workload.past.length },`,
};
const ORDERS: readonly { title: string; of: (text: string[]) => string[] }[] = [
  { title: 'as documented', of: (pieces) => pieces },
  { title: 'backwards', of: (pieces) => pieces.toReversed() },
  { title: 'rotated', of: (pieces) => [...pieces.slice(5), ...pieces.slice(0, 5)] },
];

const SUBJECTS: readonly {
  readonly name: string;
  readonly problem: Readonly<Record<string, string>>;
  readonly slips: readonly Slip[];
}[] = [
  { name: 'function', problem: PROBLEM, slips: SLIPS },
  { name: 'policy', problem: POLICY, slips: POLICY_SLIPS },
  { name: 'command', problem: COMMAND, slips: COMMAND_SLIPS },
];

const cases = SUBJECTS.flatMap(({ name, problem, slips }) =>
  ORDERS.map(({ title, of }) => ({
    title,
    // The output of a policy or a command is what `drive` says, so `drive` stands above what reads it.
    of: (pieces: string[]): string[] =>
      name === 'function' ? of(pieces) : of(pieces).toSorted((a, b) => isDrive(b) - isDrive(a)),
  })).flatMap((order, i) => [
    {
      name: `${name}-ok-${i}`,
      title: `no slip in a ${name}, keys ${order.title}`,
      text: problemText(problem, order.of),
      at: undefined,
    },
    ...slips.map((slip, j) => ({
      name: `${name}-slip-${i}-${j}`,
      title: `${slip.title}, keys ${order.title}`,
      text: slipped(problemText(problem, order.of), slip),
      at: slip.at,
    })),
  ]),
);
const errorsByCase = typeErrors(cases);

describe('defineProblem()', () => {
  for (const { name, title, at } of cases) {
    const words = at === undefined ? 'no error' : `one error at ${at}`;
    it(`defineProblem() gives ${words} when there is ${title}`, () => {
      expect(
        errorsByCase.get(name)?.map((error) => error.at),
        JSON.stringify(errorsByCase.get(name)),
      ).toEqual(at === undefined ? [] : [at]);
    });
  }
});

function isDrive(piece: string): number {
  return Number(piece.startsWith('drive:'));
}

function problemText(
  problem: Readonly<Record<string, string>>,
  order: (pieces: string[]) => string[],
): string {
  const workloads = order(Object.values(WORKLOADS)).join('\n');
  const body = order(Object.values(problem))
    .join('\n')
    .replace('WORKLOADS', () => workloads);
  return `import { z } from 'zod';
import { atMost, byFile, byTime, defineProblem, defineWorkloads, files, floor, logInt, maximize, minimize, oneOf, real, relaxed, slow, violated } from './index.ts';
export default defineProblem({\n${body}\n});\n`;
}

function slipped(text: string, { from, to }: Slip): string {
  if (text.split(from).length !== 2) throw new Error(`The slip must be in the text once: ${from}`);
  return text.replace(from, () => to);
}
