import type { Sandbox } from '../contracts/sandbox.ts';
import { ConfigError } from '../domain/errors.ts';
import type { Evaluation, Failure, Violation } from '../domain/evaluation.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import type { Program } from '../domain/program.ts';
import type { Clock } from '../lib/clock.ts';
import { conductProgram } from './conduct-program.ts';
import type { JudgeWork } from './program-job.ts';
import type { SessionResult } from './conduct-session.ts';
import { evaluationOf } from './evaluation-of.ts';
import type { Judge } from './judge.ts';
import type { Examination, Statement } from './judge-protocol.ts';
import { ProblemError, type ProblemFault } from './problem-fault.ts';
import { tryOf, twice } from './twice.ts';

/** Where a problem's own programs are run. */
export interface ProblemWorld {
  readonly judge: Judge;
  readonly sandbox: Sandbox;
  /** A text that cannot be guessed, new at each call. */
  readonly drawNonce: () => string;
  readonly clock: Clock;
  /** Name of the problem file for messages. */
  readonly problemPath: string;
}

/**
 * The problem as the rest of Barbican knows it: what the judge says, and which metrics read usage, which a run of the
 * seed program tells.
 *
 * @throws {ConfigError} If the seed program does not run, breaks an invariant, or shows a defect of the problem.
 */
export async function describeProblem(
  world: ProblemWorld,
  signal: AbortSignal,
): Promise<ProblemDescription> {
  const statement = await world.judge.describe();
  const examined = await examineProgram(
    world,
    {
      statement,
      program: statement.seedProgram,
      key: 'program.seed',
      perRegime: 1,
      relations: false,
    },
    signal,
  );
  return described(statement, examined.examination);
}

/** The statement with what an examination of the seed program tells. */
export function described(statement: Statement, examination: Examination): ProblemDescription {
  const reading = (what: 'readsUsage' | 'readsWall'): Set<string> =>
    new Set(examination.seen.flatMap((seen) => seen[what]));
  const [usage, wall] = [reading('readsUsage'), reading('readsWall')];
  const metrics = statement.metrics.map((metric) => ({
    ...metric,
    readsUsage: usage.has(metric.name),
    readsWall: wall.has(metric.name),
  }));
  return { ...statement, metrics };
}

/** A program of the problem's own, to be examined. */
export interface OwnProgram {
  readonly statement: Statement;
  readonly program: Program;
  /** Where the problem names it. */
  readonly key: string;
  readonly perRegime: number;
  readonly relations: boolean;
}

/**
 * Judges one of the problem's own programs and the problem with it.
 *
 * @throws {ConfigError} If it does not run, breaks an invariant or a bound, or shows a defect of the problem.
 */
export async function examineProgram(
  world: ProblemWorld,
  own: OwnProgram,
  signal: AbortSignal,
): Promise<{ readonly examination: Examination; readonly evaluation: Evaluation }> {
  const { judge, sandbox, drawNonce, clock } = world;
  const { statement, program, perRegime, relations } = own;
  const work: JudgeWork<Examination> = {
    conduct: ({ session: reach, conductor }) =>
      judge.examine(
        { part: 'search', draw: 0, perRegime, noopUs: 0, relations, ...reach },
        { ...conductor, probe: () => true },
      ),
    outcomeOf: ({ outcome }) => outcome,
  };
  const session = await twice(async () => {
    const nonce = drawNonce();
    const job = { sandbox, problem: statement, program, nonce, drawNonce, clock };
    return tryOf(await conductProgram(job, work, signal), work.outcomeOf);
  });
  const outcome: SessionResult<Examination['outcome']> =
    session.kind === 'conducted' ? { ...session, result: session.result.outcome } : session;
  const evaluation = evaluationOf(outcome, () => ({}));
  const fault = faultOf(world, own, session, evaluation);
  if (fault) throw fault;
  if (session.kind !== 'conducted')
    throw new ConfigError(`${world.problemPath}: ${own.key}: did not start`);
  return { examination: session.result, evaluation };
}

/** What the run of one of its own programs says against a problem. */
function faultOf(
  { problemPath }: ProblemWorld,
  own: OwnProgram,
  session: SessionResult<Examination>,
  evaluation: Evaluation,
): ProblemError | undefined {
  if (session.kind === 'conducted' && session.result.outcome.kind === 'finished') {
    const [defect] = session.result.outcome.defects;
    if (defect) return new ProblemError(defect);
  }
  if (evaluation.status === 'valid') return undefined;
  const printed = session.artifacts.stderr.trim().split('\n').at(-1) ?? '';
  const fault =
    evaluation.status === 'failed'
      ? faultOfFailure(own, evaluation.failure, printed)
      : faultOfViolation(own, evaluation.violations[0]);
  return fault && new ProblemError({ file: problemPath, ...fault });
}

function faultOfFailure(
  own: OwnProgram,
  { kind, detail, regime, index }: Failure,
  printed: string,
): Omit<ProblemFault, 'file'> {
  if (kind === 'missing-entry') {
    return {
      key: own.key === 'program.seed' ? 'program.entry' : own.key,
      value: JSON.stringify(own.statement.entry),
      message: `is not exported by ${called(own)}: ${detail}`,
      hint: 'export a function of that name, or name another in program.entry',
    };
  }
  const where = regime === undefined ? '' : ` in the regime "${regime}", workload ${index ?? 0}`;
  const said = printed === '' ? '' : ` [${printed}]`;
  return {
    key: own.key,
    message: `${called(own)} failed${where} (${kind}): ${detail}${said}`,
    hint:
      kind === 'compile' ? 'it must compile' : 'it must run on every workload within the limits',
  };
}

function faultOfViolation(
  own: OwnProgram,
  violation: Violation | undefined,
): Omit<ProblemFault, 'file'> | undefined {
  if (!violation) return undefined;
  const { rule, regime, index, detail } = violation;
  const bound = /^bound of (.*)$/.exec(rule)?.[1];
  return {
    key: bound === undefined ? `invariants.${rule}` : `bound.${bound}`,
    message: `${called(own)} breaks it in the regime "${regime}", workload ${index}: ${detail}`,
    hint:
      bound === undefined
        ? 'the programs that a problem brings must be valid'
        : 'the bound or the measure is wrong',
  };
}

function called({ key }: OwnProgram): string {
  return key === 'program.seed'
    ? 'the seed program'
    : `the baseline "${key.slice('baselines.'.length)}"`;
}
