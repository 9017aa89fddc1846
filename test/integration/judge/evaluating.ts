/** The real evaluator on a small problem: a judge's process, a sandbox of this machine, all from the built package. */
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startJudge } from '../../../dist/compose/start-judge.js';
import { describeProblem } from '../../../dist/evaluators/describe-problem.js';
import { workloadEvaluator } from '../../../dist/evaluators/workload.js';
import { systemClock } from '../../../dist/lib/clock.js';
import { openMachineSandbox } from '../../../dist/sandboxes/sandbox.js';
import type { Evaluator, Judged } from '../../../src/contracts/evaluator.ts';
import type { Tier } from '../../../src/domain/evaluation.ts';
import type { Session } from '../../../src/contracts/sandbox.ts';
import type { Program } from '../../../src/domain/program.ts';

const SECRET = '0123456789abcdef0123456789abcdef';
const PROGRAMS = join(import.meta.dirname, '../../fixtures/programs');

/** What a test may do to the parts while they work. */
export interface Interference {
  /** Is told of each judge that is started. */
  readonly onJudge?: (pid: number) => void;
  /** Is told of each program that is started, and of its main file. */
  readonly onSession?: (session: Session, main: string) => void;
  readonly problemCodeMs?: number;
  /** The strongest if absent. */
  readonly tier?: Tier | 'auto';
}

/** Judges programs of one problem. */
export interface Evaluating extends AsyncDisposable {
  /** Judges a text in JavaScript, the fixture of that name, or a program. */
  judge(what: string | Program, part?: 'search' | 'holdout'): Promise<Judged>;
  /** The same, and the program is asked everything again. */
  audit(what: string | Program): Promise<Judged>;
}

/** Starts everything that judges programs of the problem at `problemPath`. */
export async function evaluating(
  problemPath: string,
  { onJudge, onSession, problemCodeMs, tier = 'auto' }: Interference = {},
): Promise<Evaluating> {
  const sandbox = await openMachineSandbox(tier);
  const start = async (): ReturnType<typeof startJudge> => {
    const judge = await startJudge({
      problemPath,
      secret: SECRET,
      ...(problemCodeMs === undefined ? {} : { problemCodeMs }),
    });
    onJudge?.(judge.pid);
    return judge;
  };
  const never = new AbortController().signal;
  const observed: typeof sandbox = {
    ...sandbox,
    open: async (job, limits, signal) => {
      const opened = await sandbox.open(job, limits, signal);
      if ('channel' in opened) onSession?.(opened, job.program.main);
      return opened;
    },
  };
  const first = await startJudge({ problemPath, secret: SECRET });
  const world = { judge: first, sandbox, drawNonce: randomUUID, clock: systemClock, problemPath };
  const problem = await describeProblem(world, never);
  await first[Symbol.asyncDispose]();
  const evaluator: Evaluator & AsyncDisposable = workloadEvaluator({
    startJudge: start,
    sandbox: observed,
    problem,
    concurrency: 1,
    clock: systemClock,
    drawNonce: randomUUID,
  });
  const judge = (
    what: string | Program,
    more: { readonly part?: 'search' | 'holdout'; readonly audit?: boolean },
  ): Promise<Judged> => {
    const program = typeof what === 'string' ? javascript(what) : what;
    const plan = {
      part: 'search',
      draw: 0,
      perRegime: 2,
      known: new Set<string>(),
      ...more,
    } as const;
    return evaluator.evaluate(program, plan, never);
  };
  return {
    judge: (what, part = 'search') => judge(what, { part }),
    audit: (what) => judge(what, { audit: true }),
    async [Symbol.asyncDispose]() {
      await evaluator[Symbol.asyncDispose]();
      sandbox[Symbol.dispose]();
    },
  };
}

function javascript(nameOrText: string): Program {
  const isName = /^[\w-]+$/u.test(nameOrText);
  const text = isName ? readFileSync(join(PROGRAMS, `${nameOrText}.js`), 'utf8') : nameOrText;
  return { language: 'javascript', main: 'p.js', files: { 'p.js': text } };
}

/** The names of all programs in `test/fixtures/programs`. */
export function fixtureNames(): string[] {
  return readdirSync(PROGRAMS).map((file) => file.replace(/\.js$/u, ''));
}

/** A folder that is the place of temporary files until it is disposed. */
export interface TemporaryPlace extends Disposable {
  readonly path: string;
}

/** Makes a folder of its own the place of temporary files; others can enter it. */
export function temporaryPlace(): TemporaryPlace {
  const before = process.env['TMPDIR'];
  const path = mkdtempSync(join(tmpdir(), 'barbican-place-'));
  chmodSync(path, 0o755);
  process.env['TMPDIR'] = path;
  return {
    path,
    [Symbol.dispose]: () => {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** The command lines of this machine's processes in which `text` occurs, zombies of this process too. */
export function commandsWith(text: string): string[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/u.test(pid))
    .map((pid) => fileText(`/proc/${pid}/cmdline`).replaceAll('\0', ' '))
    .filter((command) => command.includes(text));
}

/** The children of this process that are dead and not buried. */
export function zombies(): number {
  return readdirSync('/proc').filter((pid) => {
    const stat = /^\d+$/u.test(pid) ? fileText(`/proc/${pid}/stat`) : '';
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' && Number(parent) === process.pid;
  }).length;
}

function fileText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}
