/** A search whose programs and evaluations cost nothing, so that what is left is the engine, the strategy and the store. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Evaluator } from '../dist/contracts/evaluator.js';
import type { Proposer } from '../dist/contracts/proposer.js';
import type { Store } from '../dist/contracts/store.js';
import type { RunOptions } from '../dist/engine/engine.js';
import { systemClock } from '../dist/lib/clock.js';
import { hashOf } from '../dist/lib/hash.js';
import { strategyNamed } from '../dist/strategies/table.js';
import { problemOf } from '../src/testing/factories.ts';

/** What {@link freeRun} takes. */
export interface FreeRunOptions {
  readonly store: Store;
  readonly strategy: string;
  readonly trials: number;
  readonly concurrency: number;
  /** Wall time of one evaluation, in milliseconds. */
  readonly evaluateMs?: () => number;
  /** Told when an evaluation of the search began and ended, in milliseconds of `performance.now()`. */
  readonly onEvaluated?: (from: number, to: number) => void;
}

const problem = problemOf({});

/** The options of a run that asks for `trials` trials, each of another behaviour. */
export function freeRun(options: FreeRunOptions): RunOptions {
  const { store, strategy, trials, concurrency, evaluateMs = () => 0, onEvaluated } = options;
  return {
    runId: 'bench',
    barbicanVersion: '0',
    problemPath: 'bench',
    problem,
    budget: { trials: Math.floor(trials / 0.9) },
    rngSeed: 1,
    concurrency,
    strategy: strategyNamed(strategy, {}).strategy,
    strategyOptions: {},
    proposer: PROPOSER,
    evaluator: evaluatorThatTakes(evaluateMs, onEvaluated),
    store,
    syntax: {
      firstError: () => undefined,
      canonicalHash: (program) => hashOf(JSON.stringify(program)),
    },
    clock: systemClock,
    tier: 'process',
    tierNotice: '',
    secretHash: '',
    signal: new AbortController().signal,
  };
}

const PROPOSER: Proposer = {
  name: 'bench',
  propose: ({ rngSeed }) => {
    const files = { [problem.seedProgram.main]: `export const solve = () => '${rngSeed}';` };
    const program = { ...problem.seedProgram, files };
    return Promise.resolve({ kind: 'program', program, operators: ['bench'], tokens: 0, usd: 0 });
  },
};

function evaluatorThatTakes(
  evaluateMs: () => number,
  onEvaluated: FreeRunOptions['onEvaluated'],
): Evaluator {
  return {
    evaluate: async (program, plan) => {
      const ms = plan.part === 'search' ? evaluateMs() : 0;
      const from = performance.now();
      if (ms > 0) await sleep(ms);
      if (plan.part === 'search') onEvaluated?.(from, performance.now());
      const signature = hashOf(Object.values(program.files).join(''));
      const value = Number.parseInt(signature.slice(0, 8), 16) / 2 ** 32;
      const values = Object.fromEntries(problem.metrics.map((metric) => [metric.name, value]));
      const perWorkload = problem.regimes.flatMap(({ name }) =>
        Array.from({ length: plan.perRegime }, (_, index) => ({ regime: name, index, values })),
      );
      return {
        evaluation: {
          status: 'valid',
          metrics: values,
          violationByConstraint: {},
          signature,
          perWorkload,
        },
        artifacts: { stdout: '', stderr: '' },
        tier: 'process',
        evaluateMs: ms,
      };
    },
  };
}
