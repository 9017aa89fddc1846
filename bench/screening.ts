/**
 * How many programs a second a screening judges, against fresh sandboxes, on a problem whose programs take 0.1 ms. That is
 * when V8 has optimised them; as new as each of them is here they take some 0.25 ms.
 *
 *   npx jiti bench/screening.ts [--programs 2000] [--concurrency 2] [--busy-us 100]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawNonce } from '../dist/compose/problem-world.js';
import { startJudge } from '../dist/compose/start-judge.js';
import { describeProblem } from '../dist/evaluators/describe-problem.js';
import { screeningEvaluator } from '../dist/evaluators/workload.js';
import { systemClock } from '../dist/lib/clock.js';
import { openMachineSandbox } from '../dist/sandboxes/sandbox.js';

const { values } = parseArgs({
  options: {
    programs: { type: 'string', default: '2000' },
    concurrency: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '4' },
    'busy-us': { type: 'string', default: '100' },
  },
});
const programs = Number(values.programs);
const concurrency = Number(values.concurrency);
const signal = new AbortController().signal;

const folder = mkdtempSync(join(tmpdir(), 'barbican-bench-'));
mkdirSync(join(folder, 'problem'));
const problemPath = join(folder, 'problem');
writeFileSync(
  join(problemPath, 'problem.ts'),
  `import { defineProblem, defineWorkloads, int, minimize } from 'barbican';
import { z } from 'zod';
export default defineProblem({
  name: 'tenth', summary: 'Takes a tenth of a millisecond.',
  program: { kind: 'function', seed: './seed.ts', entry: 'solve', input: z.array(z.number()), output: z.number() },
  limits: { callMs: 1000, workloadMs: 1000, memoryMiB: 64 },
  workloads: defineWorkloads({ params: { length: int(5, 9) }, typical: {}, regimes: { usual: {} },
    generate: ({ params, rng }) => Array.from({ length: params.length }, () => rng.int(0, 99)) }),
  metrics: { error: minimize('units') },
  measure: ({ output }) => ({ error: Math.abs(output) }),
  invariants: { 'it is a number': ({ output }) => Number.isFinite(output) },
  objectives: ['error'],
  noFloors: 'a bench',
  baselines: { seed: './seed.ts' },
});
`,
);
const text = (n: number): string => `export function solve(xs: number[]): number {
  let sum = ${n};
  for (let i = 0; i < ${turns}; i++) sum = (sum * 1103515245 + xs[i % xs.length] + 12345) % 2147483648;
  return sum;
}
`;
let turns = 1000;
{
  const solve = (count: number): number => {
    let sum = 1;
    for (let i = 0; i < count; i++) sum = (sum * 1103515245 + (i % 7) + 12345) % 2147483648;
    return sum;
  };
  for (let i = 0; i < 20; i++) solve(100_000);
  const startMs = performance.now();
  solve(2_000_000);
  turns = Math.round(
    (Number(values['busy-us']) / 1000 / (performance.now() - startMs)) * 2_000_000,
  );
}
writeFileSync(join(problemPath, 'seed.ts'), text(0));

const secret = 'bench';
using sandbox = await openMachineSandbox('auto');
const start = (): ReturnType<typeof startJudge> => startJudge({ problemPath, secret });
const judge = await start();
const problem = await describeProblem(
  { judge, sandbox, drawNonce, clock: systemClock, problemPath },
  signal,
);
await judge[Symbol.asyncDispose]();
const options = { startJudge: start, sandbox, problem, concurrency, clock: systemClock, drawNonce };
try {
  await using evaluator = screeningEvaluator(options, sandbox.recycling);
  const rates: Record<'screened' | 'fresh', number[]> = { screened: [], fresh: [] };
  let number = 0;
  const evaluateOne = async (way: 'screened' | 'fresh'): Promise<void> => {
    const program = {
      language: 'typescript',
      main: 'seed.ts',
      files: { 'seed.ts': text(++number) },
    } as const;
    const nothing = { has: () => false };
    const screening = { known: nothing, wouldKeep: () => false };
    const plan = { part: 'search', draw: 0, perRegime: 1, known: nothing } as const;
    const judged = await evaluator.evaluate(
      program,
      way === 'screened' ? { ...plan, screening } : plan,
      signal,
    );
    if (judged.evaluation.status !== 'valid') throw new Error(JSON.stringify(judged.evaluation));
    if ((judged.screened ?? false) !== (way === 'screened')) throw new Error(`not ${way}`);
  };
  const perSecond = async (way: 'screened' | 'fresh', count: number): Promise<number> => {
    const startMs = performance.now();
    let left = count;
    const worker = async (): Promise<void> => {
      while (left-- > 0) await evaluateOne(way);
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    return (1000 * count) / (performance.now() - startMs);
  };
  await perSecond('screened', 200);
  await perSecond('fresh', 10);
  const rounds = Number(values.rounds);
  for (let round = 0; round < rounds; round++) {
    rates.screened.push(await perSecond('screened', Math.ceil(programs / rounds)));
    rates.fresh.push(await perSecond('fresh', Math.ceil(programs / rounds / 20)));
  }
  const [screened, fresh] = [median(rates.screened), median(rates.fresh)];
  console.log(
    `tier ${sandbox.tier}, ${concurrency} at a time, ${turns} turns of a loop a program, medians of ${rounds} interleaved rounds`,
  );
  console.log(`in fresh sandboxes: ${fresh.toFixed(0)} programs/s`);
  for (const way of ['screened', 'fresh'] as const)
    console.log(`${way}, round by round: ${rates[way].map((rate) => rate.toFixed(0)).join(' ')}`);
  console.log(
    `screened: ${screened.toFixed(0)} programs/s (target >= 1,000 on two quiet cores; best round ${Math.max(...rates.screened).toFixed(0)}), ratio ${(screened / fresh).toFixed(1)}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((x, y) => x - y)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
