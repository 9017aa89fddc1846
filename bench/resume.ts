/**
 * How long it takes to go on with a long run: a log of many trials in a real store is opened, folded, told to the
 * strategy, and the first new trial is asked for.
 *
 *   npx jiti bench/resume.ts [--trials 100000] [--strategy pool]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RunEvent, RunEventBody } from '../dist/domain/event.js';
import { programIdOf } from '../dist/domain/program.js';
import { textOf } from '../dist/engine/programs.js';
import { run } from '../dist/engine/run.js';
import { systemClock } from '../dist/lib/clock.js';
import { hashOf } from '../dist/lib/hash.js';
import { openSqliteStore } from '../dist/stores/sqlite.js';
import { freeRun } from './free-run.ts';

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '100000' },
    strategy: { type: 'string', default: 'pool' },
    'resume-in': { type: 'string' },
  },
});
const trials = Number(values.trials);
const { strategy, 'resume-in': written } = values;

if (written === undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'barbican-bench-'));
  try {
    await writeLog(folder);
    const mib = statSync(join(folder, 'run.db')).size / 2 ** 20;
    console.log(`log of ${trials} trials: ${mib.toFixed(0)} MiB`);
    // In a process of its own, so that its memory is that of resuming alone.
    const args = ['jiti', ...process.argv.slice(1), '--resume-in', folder];
    process.exitCode = spawnSync('npx', args, { stdio: 'inherit' }).status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
} else {
  await resume(written);
}

/** Opens the log, and stops when the first new trial has started. */
async function resume(folder: string): Promise<void> {
  const emptyMiB = process.memoryUsage.rss() / 2 ** 20;
  const startMs = performance.now();
  await using store = openSqliteStore(folder, { mode: 'append', clock: systemClock });
  const options = freeRun({ store, strategy, trials: trials + 100, concurrency: 2 });
  for await (const event of run(options)) if (event.type === 'trial.started') break;
  const seconds = (performance.now() - startMs) / 1000;
  const peakMiB = process.resourceUsage().maxRSS / 2 ** 10;
  console.log(
    `resume, ${strategy}: ${seconds.toFixed(2)} s to the first new trial, peak ${peakMiB.toFixed(0)} MiB (${emptyMiB.toFixed(0)} before)`,
  );
}

/** Writes what a run of so many trials would have left, without running it: the events of one trial, again and again. */
async function writeLog(folder: string): Promise<void> {
  await using store = openSqliteStore(folder, { mode: 'create', clock: systemClock });
  const template = await shortLog(join(folder, 'short'));
  const [start, seed] = template;
  if (!start || !seed) throw new Error('The short run wrote nothing');
  const { seedProgram } = freeRun({ store, strategy, trials, concurrency: 1 }).problem;
  await store.append([start, seed], [textOf(seedProgram)]);
  const one = template.filter((event) => 'trialId' in event && event.trialId === 't1');
  for (let first = 1; first <= trials; first += 1000) {
    const group = Array.from({ length: Math.min(1000, trials - first + 1) }, (_, i) =>
      trialLike(one, first + i, seedProgram),
    );
    await store.append(
      group.flatMap(({ events }) => events),
      group.map(({ text }) => text),
    );
  }
}

/** The events of a short run in a store of its own. */
async function shortLog(path: string): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  await using store = openSqliteStore(path, { mode: 'create', clock: systemClock });
  for await (const event of run(freeRun({ store, strategy, trials: 1, concurrency: 1 }))) {
    events.push(event);
  }
  return events;
}

function trialLike(
  one: readonly RunEvent[],
  number: number,
  seedProgram: Parameters<typeof programIdOf>[0],
): { readonly events: RunEventBody[]; readonly text: string } {
  const id = `t${number}`;
  const parentId = number < 20 ? 'seed' : `t${number - (number % 17) - 1}`;
  const program = {
    ...seedProgram,
    files: { [seedProgram.main]: `export const solve = () => ${number};` },
  };
  const programId = programIdOf(program);
  const signature = hashOf(id);
  const events = one.map((event): RunEventBody => {
    if (event.type === 'trial.started') {
      return { ...event, trialId: id, ask: { ...event.ask, parentIds: [parentId] } };
    }
    if (event.type === 'trial.proposed') {
      return { ...event, trialId: id, programId, canonicalHash: programId };
    }
    if (event.type !== 'trial.finished') throw new Error(`A trial has no ${event.type}`);
    const { evaluation } = event.trial;
    if (evaluation.status !== 'valid') throw new Error('The trial is not valid');
    const metrics = { score: Number.parseInt(signature.slice(0, 8), 16) / 2 ** 32 };
    const own = { ...evaluation, signature, metrics };
    const trial = { ...event.trial, id, parentIds: [parentId], programId, evaluation: own };
    return { ...event, trialId: id, trial };
  });
  return { events, text: textOf(program) };
}
