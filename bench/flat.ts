/**
 * Whether the last trials of a long run cost what the first did: engine, strategy and durable store, on an evaluation that
 * costs nothing.
 *
 *   npx jiti bench/flat.ts [--trials 100000] [--strategy pool]
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../dist/engine/run.js';
import { systemClock } from '../dist/lib/clock.js';
import { openSqliteStore } from '../dist/stores/sqlite.js';
import { freeRun } from './free-run.ts';

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '100000' },
    strategy: { type: 'string', default: 'pool' },
  },
});
const trials = Number(values.trials);
const step = trials / 10;

const folder = mkdtempSync(join(tmpdir(), 'barbican-bench-'));
try {
  await using store = openSqliteStore(folder, { mode: 'create', clock: systemClock });
  const options = freeRun({ store, strategy: values.strategy, trials, concurrency: 8 });
  let finished = 0;
  let [startMs, startCpu] = [performance.now(), process.cpuUsage()];
  const cpuMs: number[] = [];
  for await (const event of run(options)) {
    if (event.type !== 'trial.finished' || ++finished % step > 0) continue;
    const { user, system } = process.cpuUsage(startCpu);
    cpuMs.push((user + system) / 1000 / step);
    const wall = (performance.now() - startMs) / step;
    const rss = process.memoryUsage.rss() / 2 ** 20;
    const mib = statSync(join(folder, 'run.db')).size / 2 ** 20;
    console.log(
      `trial ${String(finished).padStart(7)}: ${cpuMs.at(-1)?.toFixed(3)} ms of CPU, ${wall.toFixed(3)} ms of wall each since the last line; ${rss.toFixed(0)} MiB resident, log ${mib.toFixed(0)} MiB`,
    );
    [startMs, startCpu] = [performance.now(), process.cpuUsage()];
  }
  const [first = Number.NaN, last = Number.NaN] = [cpuMs[0], cpuMs.at(-1)];
  console.log(
    `${values.strategy}: the last tenth costs ${(last / first).toFixed(2)} times the CPU time of the first (target: about 1)`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
