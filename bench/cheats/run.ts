import { join } from 'node:path';
import { createSyntax } from '../../dist/lib/node/grammars.js';
import { openMachineSandbox } from '../../dist/sandboxes/sandbox.js';
import type { Sandbox } from '../../src/contracts/sandbox.ts';
import type { Program } from '../../src/domain/program.ts';
import { type Instance, isTimed, SUBSTRATES, type TaskName, TASKS } from './instance.ts';
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
}

/** What {@link runBenchmark} takes. */
export interface BenchmarkOptions {
  readonly instances: readonly Instance[];
  /** Of the benchmark: has `tasks`. */
  readonly folder: string;
  readonly secret: string;
  /** Lets the trusting evaluator judge instead of Barbican's. */
  readonly weak: boolean;
  /** Gets a line of progress for each instance. */
  readonly onResult: (line: string) => void;
}

/** Judges every instance, one at a time, so that what one does is not held against another. */
export async function runBenchmark(options: BenchmarkOptions): Promise<Result[]> {
  const results: Result[] = [];
  const syntax = await createSyntax();
  await using traps = await layTraps();
  using sandbox = await openMachineSandbox('auto');
  const tasks = join(options.folder, 'tasks');
  for (const substrate of SUBSTRATES) {
    for (const task of TASKS) {
      const own = options.instances.filter(
        (one) => one.substrate === substrate && one.task === task,
      );
      const [first] = own;
      if (!first) continue;
      const where = { folder: tasks, substrate, task };
      await using world = options.weak
        ? await openWeakTask(where)
        : await openTask({ ...where, secret: options.secret, syntax });
      const seedWorth = await seedWorthOf(sandbox, task, first.seedProgram);
      for (const instance of own) {
        const result = await judged({ world, sandbox, traps, seedWorth }, instance);
        options.onResult(`${lineOf(result)}\n`);
        results.push(result);
      }
    }
  }
  return results;
}

async function seedWorthOf(sandbox: Sandbox, task: TaskName, seed: Program): Promise<number> {
  if (isTimed(task)) return 1;
  const worth = await worthOf(sandbox, task, seed);
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
  if (instance.letter === undefined) {
    const wrong = wrongOf(instance, seen);
    return { instance, seen, verdict: undefined, why: wrong ?? '', wronged: wrong !== undefined };
  }
  return { instance, seen, ...verdictOf(instance, seen), wronged: false };
}

function lineOf({ instance, verdict, why, wronged }: Result): string {
  return `${(verdict ?? (wronged ? 'WRONGED' : 'fair')).padEnd(10)} ${instance.id}  ${why}`;
}
