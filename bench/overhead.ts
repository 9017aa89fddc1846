/**
 * What one trial costs beside its evaluation: the engine and the durable store alone, and how busy the places and the
 * cores are kept when evaluation times vary.
 *
 *   npx jiti bench/overhead.ts
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRun } from '../dist/compose/index.js';
import { run } from '../dist/engine/run.js';
import { systemClock } from '../dist/lib/clock.js';
import { createRng } from '../dist/lib/rng.js';
import { mean, sampleSd } from '../dist/lib/stats.js';
import { openSqliteStore } from '../dist/stores/sqlite.js';
import { freeRun, type FreeRunOptions } from './free-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'barbican-bench-'));
try {
  for (const strategy of ['random', 'greedy', 'pool']) await engineAndStore(strategy, 3000, 8);
  for (const concurrency of [2, 4, 8]) await busy(concurrency);
  await cores('problems/expert-placement');
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
  const start = process.cpuUsage();
  const finished = await search({ path, strategy, trials, concurrency });
  const ms = performance.now() - startMs;
  const { user, system } = process.cpuUsage(start);
  const cpuMs = (user + system) / 1000 / finished;
  const kB = statSync(join(path, 'run.db')).size / 1024 / finished;
  console.log(
    `engine + store, ${strategy}: ${(ms / finished).toFixed(3)} ms a trial, ${cpuMs.toFixed(3)} ms of CPU (${finished} trials, concurrency ${concurrency}, durable), ${kB.toFixed(2)} kB of disk a trial (target <= 1 ms)`,
  );
}

/**
 * Share of the time that the places are in use while anything is ready, when evaluation times are exponential
 * (coefficient of variation 1): from the first evaluation to the start of the last one.
 */
async function busy(concurrency: number): Promise<void> {
  const rng = createRng('busy');
  const spans: { readonly from: number; readonly to: number }[] = [];
  await search({
    path: join(folder, `busy-${concurrency}`),
    strategy: 'pool',
    trials: 100 * concurrency,
    concurrency,
    evaluateMs: () => -50 * Math.log(1 - rng.next()),
    onEvaluated: (from, to) => spans.push({ from, to }),
  });
  const begin = Math.min(...spans.map(({ from }) => from));
  const end = Math.max(...spans.map(({ from }) => from));
  const used = spans.reduce((sum, { from, to }) => sum + Math.min(to, end) - from, 0);
  const share = used / (concurrency * (end - begin));
  console.log(
    `places in use while anything is ready, concurrency ${concurrency}, evaluation time 50 ms, CV 1: ${(100 * share).toFixed(1)} % (target >= 90 %)`,
  );
}

/** Share of the cores that are busy in a real search, by the system's own count, and how evaluation times vary. */
async function cores(problemPath: string): Promise<void> {
  const { events } = await startRun({
    problemPath,
    outFolder: join(folder, 'cores'),
    budget: { trials: 300 },
    strategy: 'pool',
    strategyOptions: {},
    rngSeed: 1,
    secret: 'bench',
    tier: 'auto',
    signal: new AbortController().signal,
  });
  const evaluateMs: number[] = [];
  let before: CpuUse | undefined;
  let after: CpuUse | undefined;
  for await (const event of events) {
    if (event.type === 'trial.started') {
      before ??= cpuUse();
      after = cpuUse();
    }
    if (event.type === 'trial.finished') evaluateMs.push(event.trial.cost.evaluateMs);
  }
  if (!before || !after) throw new Error('No trial was asked for');
  const share = (after.busy - before.busy) / (after.all - before.all);
  const cv = sampleSd(evaluateMs) / mean(evaluateMs);
  console.log(
    `cores busy, ${problemPath}: ${(100 * share).toFixed(1)} % of ${availableParallelism()} (evaluations of ${mean(evaluateMs).toFixed(0)} ms, CV ${cv.toFixed(2)}; target >= 90 %; says nothing on a machine that does other work)`,
  );
}

interface CpuUse {
  readonly busy: number;
  readonly all: number;
}

/** Milliseconds that all cores were busy, and in all, since the machine started. */
function cpuUse(): CpuUse {
  const times = cpus().map((core) => core.times);
  const all = times.reduce((sum, t) => sum + t.user + t.nice + t.sys + t.irq + t.idle, 0);
  return { busy: all - times.reduce((sum, { idle }) => sum + idle, 0), all };
}

/** Runs a search in the folder `path`; gives the number of trials that finished. */
async function search({
  path,
  ...options
}: Omit<FreeRunOptions, 'store'> & { readonly path: string }): Promise<number> {
  await using store = openSqliteStore(path, { mode: 'create', clock: systemClock });
  let finished = 0;
  for await (const event of run(freeRun({ ...options, store }))) {
    if (event.type === 'trial.finished') finished++;
  }
  return finished;
}
