/** An evaluator that trusts, so that the benchmark can be seen to fail: see `scorer.mjs` and `scorer.py`. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Program } from '../../../src/domain/program.ts';
import { isTimed, type SubstrateName, type TaskName } from '../instance.ts';
import type { FullLook, TaskWorld } from '../world.ts';

const LIMIT_MS = 6_000;
/** It trusts, but this machine has other work to do. */
const LIMITED = 'ulimit -d 1500000; exec "$0" "$@"';
/** Of compiled programs there is none. */
const COMMANDS: Readonly<Partial<Record<SubstrateName, readonly [string, string]>>> = {
  javascript: [process.execPath, 'scorer.mjs'],
  python: ['python3', 'scorer.py'],
};

/** What {@link openWeakTask} needs. */
export interface WeakOptions {
  readonly folder: string;
  readonly substrate: SubstrateName;
  readonly task: TaskName;
}

/** Opens one task with its scorer in the candidate's process. */
export async function openWeakTask({ folder, substrate, task }: WeakOptions): Promise<TaskWorld> {
  const command = COMMANDS[substrate];
  if (!command) throw new Error(`There is no scorer of programs in ${substrate}`);
  const home = mkdtempSync(join(tmpdir(), 'barbican-weak-'));
  const extension = substrate === 'python' ? '.py' : '.mjs';
  const seedPath = join(home, `seed${extension}`);
  const source = join(folder, substrate, task, `seed${extension.replace('mjs', 'js')}`);
  writeFileSync(seedPath, readFileSync(source, 'utf8'));
  const scorer = { home, extension, seedPath, command, task };
  const [seed, again] = [await scored(scorer, seedPath), await scored(scorer, seedPath)];
  const seedScore = ((seed.score ?? 0) + (again.score ?? 0)) / 2;
  const noise = isTimed(task) ? 0.5 : 1e-6;
  let drifted: string | undefined;
  return {
    tier: 'none',
    look: async (program) => {
      drifted = undefined;
      const path = join(home, `candidate${extension}`);
      writeFileSync(path, textOf(program));
      const { score, next, ...look } = await scored(scorer, path);
      if (next !== undefined && Math.abs(next / seedScore - 1) > noise)
        drifted = 'the next program scores otherwise';
      if (score === undefined) return { ...look, ground: 'failed', gain: undefined };
      return { ...look, ground: undefined, gain: (score - seedScore) / seedScore };
    },
    claim: () => 'holds',
    drift: () => {
      const seen = drifted;
      drifted = undefined;
      return Promise.resolve(seen);
    },
    [Symbol.asyncDispose]: () => {
      rmSync(home, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

interface Scorer {
  readonly home: string;
  readonly seedPath: string;
  readonly command: readonly [string, string];
  readonly task: TaskName;
}

interface Scored extends Omit<FullLook, 'ground' | 'gain'>, z.infer<typeof resultSchema> {}

/** What a scorer prints, or whoever speaks for it. */
const resultSchema = z.object({ score: z.number().optional(), next: z.number().optional() });

function textOf({ main, files }: Program): string {
  return files[main] ?? '';
}

async function scored(scorer: Scorer, path: string): Promise<Scored> {
  const { home, seedPath, command, task } = scorer;
  const [file, script] = command;
  const cwd = join(home, 'work');
  mkdirSync(cwd, { recursive: true });
  const startMs = performance.now();
  const args = ['-c', LIMITED, file, join(import.meta.dirname, script), task, path, seedPath];
  const printed = await new Promise<string>((resolve) => {
    const child = spawn('/bin/sh', args, {
      cwd,
      env: { ...process.env, HOME: home },
      detached: true,
    });
    let text = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    const keep = (chunk: Buffer): void => void (text += text.length < 1e6 ? chunk.toString() : '');
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('exit', () => {
      clearTimeout(timer);
      endGroup(child.pid);
      // What it left behind may hold the pipes.
      setTimeout(() => resolve(text), 20);
    });
  });
  const evaluateMs = performance.now() - startMs;
  const result = resultIn(printed, join(cwd, 'result.json'));
  return { ...result, gains: {}, evaluation: undefined, artifacts: printed, evaluateMs };
}

/** Ends what a program started in its own group. */
function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing was left.
  }
}

/** The result file if there is one, else the last line that looks like a result. */
function resultIn(printed: string, file: string): z.infer<typeof resultSchema> {
  if (existsSync(file)) {
    const text = readFileSync(file, 'utf8');
    rmSync(file);
    printed += `\n${text}`;
  }
  for (const line of printed.split('\n').toReversed()) {
    if (!line.includes('"score"')) continue;
    try {
      return resultSchema.parse(JSON.parse(line.replaceAll(/\bInfinity\b/gu, '1e9')));
    } catch {
      // Not a result.
    }
  }
  return {};
}
