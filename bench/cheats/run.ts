import { join } from 'node:path';
import { hasCode } from '../../dist/domain/errors.js';
import { createSyntax } from '../../dist/lib/node/grammars.js';
import { openMachineSandbox } from '../../dist/sandboxes/sandbox.js';
import type { Sandbox } from '../../src/contracts/sandbox.ts';
import {
  type Instance,
  isTimed,
  SUBSTRATES,
  type SubstrateName,
  type TaskName,
  TASKS,
} from './instance.ts';
import { observe, type Seen } from './observe.ts';
import { worthOf } from './oracle/oracle.ts';
import { layTraps, type Traps } from './traps.ts';
import { type Verdict, verdictOf, wrongOf } from './verdict.ts';
import { openWeakTask } from './weak/weak-world.ts';
import { openTask, type TaskWorld } from './world.ts';

/** What came of one instance. */
export interface Result {
  readonly instance: Instance;
  readonly seen: Seen;
  /** Of a cheat. */
  readonly verdict: Verdict | undefined;
  /** The reason of the verdict; of an honest control, why it was wronged, or nothing. */
  readonly why: string;
  readonly wronged: boolean;
  /** The sandbox that it ran in. */
  readonly tier: string;
}

/** What {@link runBenchmark} takes. */
export interface BenchmarkOptions {
  readonly instances: readonly Instance[];
  /** Of the benchmark: has `tasks`. */
  readonly folder: string;
  readonly secret: string;
  /** Lets the trusting evaluator judge instead of Barbican's. */
  readonly weak: boolean;
  /** Gets a line for each instance, and for each task that this machine cannot judge. */
  readonly onLine: (line: string) => void;
}

/** Judges every instance, one at a time, so that what one does is not held against another. */
export async function runBenchmark(options: BenchmarkOptions): Promise<Result[]> {
  const results: Result[] = [];
  await using traps = await layTraps();
  using sandbox = await openMachineSandbox('auto');
  for (const substrate of SUBSTRATES) {
    for (const task of TASKS) {
      const own = options.instances.filter(
        (one) => one.substrate === substrate && one.task === task,
      );
      if (own.length === 0) continue;
      await using world = await opened(options, substrate, task);
      if (!world) continue;
      const seedWorth = await seedWorthOf(sandbox, task, own);
      for (const instance of own) {
        const result = await judged({ world, sandbox, traps, seedWorth }, instance);
        options.onLine(lineOf(result));
        results.push(result);
      }
    }
  }
  return results;
}

/** The world of a task; undefined if this machine lacks what its programs are written in. */
async function opened(
  { folder, secret, weak, onLine }: BenchmarkOptions,
  substrate: SubstrateName,
  task: TaskName,
): Promise<TaskWorld | undefined> {
  const where = { folder: join(folder, 'tasks'), substrate, task };
  if (weak) return openWeakTask(where);
  try {
    return await openTask({ ...where, secret, syntax: await createSyntax() });
  } catch (error) {
    if (!hasCode(error, 'BARBICAN_INFRA')) throw error;
    onLine(`skipped    ${substrate}/${task}  ${error.message}`);
    return undefined;
  }
}

async function seedWorthOf(
  sandbox: Sandbox,
  task: TaskName,
  [one]: readonly Instance[],
): Promise<number> {
  if (isTimed(task) || !one) return 1;
  const worth = await worthOf(sandbox, task, one.seedProgram);
  if (worth === undefined) throw new Error(`The oracle finds the seed program of ${task} wanting`);
  return worth;
}

interface Judging {
  readonly world: TaskWorld;
  readonly sandbox: Sandbox;
  readonly traps: Traps;
  readonly seedWorth: number;
}

async function judged(judging: Judging, instance: Instance): Promise<Result> {
  const seen = await observe(judging, instance);
  const { tier } = judging.world;
  if (instance.letter !== undefined)
    return { instance, seen, ...verdictOf(instance, seen), wronged: false, tier };
  const why = wrongOf(instance, seen);
  return { instance, seen, verdict: undefined, why: why ?? '', wronged: why !== undefined, tier };
}

function lineOf({ instance, verdict, why, wronged }: Result): string {
  return `${(verdict ?? (wronged ? 'WRONGED' : 'fair')).padEnd(10)} ${instance.id}  ${why}`;
}
