/**
 * What one trial costs beside its evaluation: the engine and the durable store alone, how busy the places are
 * kept when evaluation times vary, and what a fresh sandboxed process adds.
 *
 *   npx jiti bench/overhead.ts
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../dist/engine/run.js';
import { createRng } from '../dist/lib/rng.js';
import { hashOf } from '../dist/lib/hash.js';
import { systemClock } from '../dist/lib/clock.js';
import { openSqliteStore } from '../dist/stores/sqlite.js';
import { strategyNamed } from '../dist/strategies/table.js';
import { problemOf } from '../src/testing/factories.ts';

const folder = mkdtempSync(join(tmpdir(), 'barbican-bench-'));
try {
  for (const strategy of ['random', 'greedy', 'pool']) await engineAndStore(strategy, 3000, 8);
  for (const concurrency of [2, 4, 8]) await busy(concurrency);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Engine, strategy and store on an evaluation that costs nothing. */
async function engineAndStore(
  strategy: string,
  trials: number,
  concurrency: number,
): Promise<void> {
  const path = join(folder, `engine-${strategy}`);
  const startMs = performance.now();
  const finished = await search({ path, strategy, trials, concurrency, evaluateMs: () => 0 });
  const ms = performance.now() - startMs;
  const kB = statSync(join(path, 'run.db')).size / 1024 / finished;
  console.log(
    `engine + store, ${strategy}: ${(ms / finished).toFixed(3)} ms a trial (${finished} trials, concurrency ${concurrency}, durable), ${kB.toFixed(2)} kB of disk a trial (target <= 1 ms)`,
  );
}

/** Share of the time that the places are in use when evaluation times are exponential (coefficient of variation 1). */
async function busy(concurrency: number): Promise<void> {
  const rng = createRng('busy');
  let usedMs = 0;
  const startMs = performance.now();
  await search({
    path: join(folder, `busy-${concurrency}`),
    strategy: 'pool',
    trials: 40 * concurrency,
    concurrency,
    evaluateMs: () => {
      const ms = -50 * Math.log(1 - rng.next());
      usedMs += ms;
      return ms;
    },
  });
  const share = usedMs / (concurrency * (performance.now() - startMs));
  console.log(
    `places in use, concurrency ${concurrency}, evaluation time 50 ms, CV 1: ${(100 * share).toFixed(1)} % (target >= 90 %)`,
  );
}

interface SearchOptions {
  readonly path: string;
  readonly strategy: string;
  readonly trials: number;
  readonly concurrency: number;
  readonly evaluateMs: () => number;
}

async function search({
  path,
  strategy,
  trials,
  concurrency,
  evaluateMs,
}: SearchOptions): Promise<number> {
  const problem = problemOf({});
  await using store = openSqliteStore(path, { mode: 'create', clock: systemClock });
  let finished = 0;
  const events = run({
    runId: 'bench',
    barbicanVersion: '0',
    problemPath: 'bench',
    problem,
    budget: { trials: Math.round(trials / 0.9) },
    rngSeed: 1,
    concurrency,
    strategy: strategyNamed(strategy, {}),
    strategyOptions: {},
    proposer: {
      name: 'bench',
      propose: async (brief) => ({
        kind: 'program',
        program: {
          ...problem.seedProgram,
          files: { [problem.seedProgram.main]: `export const solve = () => '${brief.rngSeed}';` },
        },
        operators: ['bench'],
        tokens: 0,
        usd: 0,
      }),
    },
    evaluator: {
      evaluate: async (program, plan) => {
        const ms = plan.part === 'search' ? evaluateMs() : 0;
        if (ms > 0) await sleep(ms);
        const text = Object.values(program.files).join('');
        const value = Number.parseInt(hashOf(text).slice(0, 8), 16) / 2 ** 32;
        const perWorkload = problem.regimes.flatMap(({ name }) =>
          Array.from({ length: plan.perRegime }, (_, index) => ({
            regime: name,
            index,
            values: Object.fromEntries(problem.metrics.map((metric) => [metric.name, value])),
          })),
        );
        return {
          evaluation: {
            status: 'valid',
            metrics: Object.fromEntries(problem.metrics.map((metric) => [metric.name, value])),
            violationByConstraint: {},
            signature: hashOf(text),
            perWorkload,
          },
          artifacts: { stdout: '', stderr: '' },
          tier: 'process',
          evaluateMs: ms,
        };
      },
    },
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
  });
  for await (const event of events) if (event.type === 'trial.finished') finished++;
  return finished;
}
