/**
 * How many observations a second a whole evaluation makes: with starts, schema checks, `drive` and `measure`, for judges
 * and programs in both languages, one at a time and as independent episodes in frames; in interleaved rounds.
 *
 *   npx jiti bench/steps.ts [--rounds 5] [--tier auto] [--steps 20000]
 */
import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startJudge } from '../dist/compose/start-judge.js';
import { describeProblem } from '../dist/evaluators/describe-problem.js';
import { workloadEvaluator } from '../dist/evaluators/workload.js';
import { systemClock } from '../dist/lib/clock.js';
import { processTreeUsage } from '../dist/lib/node/process-tree-usage.js';
import { openMachineSandbox } from '../dist/sandboxes/sandbox.js';
import type { Program } from '../src/domain/program.ts';
import { FRAME, type Kind, type Language, PROGRAMS, writtenProblem } from './steps/problems.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    tier: { type: 'string', default: 'auto' },
    steps: { type: 'string', default: '20000' },
  },
});
const tier = values.tier === 'process' || values.tier === 'namespace' ? values.tier : 'auto';
const STEPS = Number(values.steps);
const secret = '0123456789abcdef0123456789abcdef';
const never = new AbortController().signal;
const PLAN = { part: 'search', draw: 0, perRegime: 2, known: new Set<string>() } as const;
const TARGETS = { policy: { TypeScript: 40_000, Python: 30_000 }, function: 100_000 } as const;

interface Way {
  readonly kind: Kind;
  readonly judge: Language;
  readonly program: Language;
  readonly perSecond: number[];
  readonly cpuUs: number[];
  readonly evaluate: () => Promise<{ readonly ms: number; readonly cpuMs: number }>;
}

using sandbox = await openMachineSandbox(tier);
const closing: (() => unknown)[] = [];
const ways: Way[] = [];
for (const kind of ['policy', 'function'] as const)
  for (const judge of ['TypeScript', 'Python'] as const)
    for (const program of ['TypeScript', 'Python'] as const)
      ways.push(await opened(kind, judge, program));
const load = loadavg()[0] ?? Number.NaN;
for (let round = 0; round < Number(values.rounds) + 1; round++) {
  for (const { evaluate, perSecond, cpuUs } of ways) {
    const { ms, cpuMs } = await evaluate();
    if (round === 0) continue;
    perSecond.push((1000 * 2 * STEPS) / ms);
    cpuUs.push((1000 * cpuMs) / (2 * STEPS));
  }
}
for (const close of closing.toReversed()) await close();
console.log(
  `tier ${sandbox.tier}, observations a second of whole evaluations of 2 x ${STEPS}: median, best of ${values.rounds} interleaved rounds; load ${load.toFixed(1)} at the start, ${(loadavg()[0] ?? Number.NaN).toFixed(1)} at the end`,
);
for (const { kind, judge, program, perSecond, cpuUs } of ways) {
  const target = kind === 'policy' ? TARGETS.policy[program] : TARGETS.function;
  const what = `${kind === 'policy' ? 'one at a time' : `${FRAME} in a frame`}, judge ${judge}, program ${program === 'Python' ? 'Python' : 'JavaScript'}`;
  const us = quantile(cpuUs, 0.5);
  console.log(
    `${what.padEnd(56)} ${quantile(perSecond, 0.5).toFixed(0).padStart(7)} ${Math.max(...perSecond)
      .toFixed(0)
      .padStart(7)}` +
      `  ${us.toFixed(1).padStart(5)} us of CPU (${(1e6 / us).toFixed(0)} a second on a free core), target ${target}`,
  );
}

async function opened(kind: Kind, judge: Language, language: Language): Promise<Way> {
  const folder = writtenProblem(judge, language, kind, STEPS);
  closing.push(() => folder[Symbol.dispose]());
  const problemPath = folder.path;
  let judgePid = 0;
  const start = async (): ReturnType<typeof startJudge> => {
    const started = await startJudge({ problemPath, secret });
    judgePid = started.pid;
    return started;
  };
  const first = await start();
  const problem = await describeProblem(
    { judge: first, sandbox, drawNonce: randomUUID, clock: systemClock, problemPath },
    never,
  );
  await first[Symbol.asyncDispose]();
  const evaluator = workloadEvaluator({
    startJudge: start,
    sandbox,
    problem,
    concurrency: 1,
    clock: systemClock,
    drawNonce: randomUUID,
  });
  closing.push(() => evaluator[Symbol.asyncDispose]());
  const { name, text } = PROGRAMS[language];
  const program: Program = {
    language: language === 'Python' ? 'python' : 'javascript',
    main: name,
    files: { [name]: text },
  };
  await evaluator.evaluate(program, PLAN, never);
  const evaluate: Way['evaluate'] = async () => {
    const [startMs, startCpuMs] = [performance.now(), cpuMs(judgePid)];
    const { evaluation } = await evaluator.evaluate(program, PLAN, never);
    if (evaluation.status !== 'valid') throw new Error(JSON.stringify(evaluation));
    const ofProgram = evaluation.perWorkload.reduce(
      (sum, one) => sum + Number(one.values['cpuMs']),
      0,
    );
    return { ms: performance.now() - startMs, cpuMs: cpuMs(judgePid) - startCpuMs + ofProgram };
  };
  return { kind, judge, program: language, perSecond: [], cpuUs: [], evaluate };
}

function cpuMs(pid: number): number {
  return processTreeUsage(pid)?.cpuMs ?? 0;
}

function quantile(numbers: readonly number[], q: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(q * (sorted.length - 1))] ?? Number.NaN;
}
