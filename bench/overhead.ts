/**
 * What one trial costs beside its evaluation: the engine and the durable store alone, how busy the places are
 * kept when evaluation times vary, and what a fresh sandboxed process adds.
 *
 *   npx jiti bench/overhead.ts
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../dist/engine/run.js';
import { systemClock } from '../dist/lib/clock.js';
import { createRng } from '../dist/lib/rng.js';
import { openSqliteStore } from '../dist/stores/sqlite.js';
import { freeRun, type FreeRunOptions } from './free-run.ts';

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
