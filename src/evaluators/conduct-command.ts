import type { BuiltTree } from '../contracts/sandbox.ts';
import { mayChange } from '../domain/edit-scope.ts';
import { InfraError } from '../domain/errors.ts';
import type { Artifacts, Failure } from '../domain/evaluation.ts';
import type { CommandDescription } from '../domain/problem.ts';
import type { Program } from '../domain/program.ts';
import { wasIdle } from './attendance.ts';
import type { SessionResult } from './conduct-session.ts';
import type { JudgeWork, ProgramJob } from './program-job.ts';
import type { StepAnswer, StepWish } from './session-messages.ts';

/** What is kept of what steps print to standard error, in characters. */
const KEPT_CHARACTERS = 64 * 1024;

/**
 * Builds a tree, lets a judge run its steps, and removes it.
 *
 * @throws {InfraError} If trees cannot be built here.
 * @throws The signal's reason if it is aborted meanwhile.
 */
export async function conductCommand<T>(
  { sandbox, problem, program }: ProgramJob,
  { conduct }: JudgeWork<T>,
  signal: AbortSignal,
): Promise<SessionResult<T>> {
  const { command, limits, seedProgram } = problem;
  const { trees, tier } = sandbox;
  if (!command || !trees) throw new InfraError('Cannot build a tree of files in this sandbox');
  const notStarted = (failure: Failure): SessionResult<T> => {
    const artifacts = { stdout: '', stderr: '' };
    return { kind: 'not-started', failure, artifacts, tier };
  };
  const changed = frozenFile(seedProgram, program, command);
  if (changed !== undefined) {
    const detail = `${changed} may not change: only ${command.edit.join(', ')} may`;
    return notStarted({ kind: 'compile', detail });
  }
  const { build, tests, buildMs, counted } = command;
  const tree = { files: program.files, build, tests, buildMs, counted: counted !== undefined };
  const built = await trees.build(tree, limits, signal);
  if ('kind' in built) return notStarted(built);
  using steps = built;
  const said: string[] = [];
  const late = { idle: false };
  const result = await conduct({
    session: { exchangeFolder: steps.exchangeFolder },
    conductor: {
      opened: () => undefined,
      exec: (wish) => runStep(steps, wish, { command, limits, said, late, signal }),
    },
  });
  signal.throwIfAborted();
  const artifacts: Artifacts = {
    stdout: steps.said,
    stderr: said.join('').slice(0, KEPT_CHARACTERS),
  };
  return {
    kind: 'conducted',
    result,
    ended: undefined,
    killedByOthers: false,
    idle: late.idle,
    artifacts,
    tier,
  };
}

async function runStep(
  tree: BuiltTree,
  { step, number, limitMs, hasStdin, inputs, outputs }: StepWish,
  running: {
    readonly command: CommandDescription;
    readonly limits: ProgramJob['problem']['limits'];
    readonly said: string[];
    /** Whether the last step that was late did not compute. */
    readonly late: { idle: boolean };
    readonly signal: AbortSignal;
  },
): Promise<StepAnswer['end']> {
  const { steps, counted = {} } = running.command;
  const text = steps[step] ?? counted[step];
  if (text === undefined) throw new Error(`The judge asked for a step "${step}"`);
  const isCounted = steps[step] === undefined;
  const job = { number, command: text, limitMs, hasStdin, inputs, outputs, counted: isCounted };
  const { stderr, ...end } = await tree.run(job, running.limits, running.signal);
  if (end.failure?.kind === 'timeout') running.late.idle = wasIdle(end);
  if (stderr !== '') running.said.push(stderr);
  return end;
}

/** The first file of a program that differs from the seed program's though it may not. */
function frozenFile(
  seedProgram: Program,
  program: Program,
  { edit }: CommandDescription,
): string | undefined {
  const paths = new Set([...Object.keys(seedProgram.files), ...Object.keys(program.files)]);
  return [...paths].find(
    (path) => !mayChange(path, edit) && seedProgram.files[path] !== program.files[path],
  );
}
