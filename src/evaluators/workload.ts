import type { EvaluationPlan, Evaluator, Judged } from '../contracts/evaluator.ts';
import type { RecyclingSandbox, Sandbox } from '../contracts/sandbox.ts';
import { metricsOverall } from '../domain/aggregate.ts';
import type { Evaluation, Tier } from '../domain/evaluation.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import type { Program } from '../domain/program.ts';
import type { Clock } from '../lib/clock.ts';
import { hashOf } from '../lib/hash.ts';
import { calibrate } from './calibrate.ts';
import { audited, isLate, isWhole } from './audited.ts';
import { conductProgram } from './conduct-program.ts';
import type { SessionResult } from './conduct-session.ts';
import { evaluationOf } from './evaluation-of.ts';
import { type Judge, JudgeGoneError, ProblemHangsError } from './judge.ts';
import { JudgeCores } from './judge-cores.ts';
import { type JudgePool, judgePool, type JudgeSlot } from './judge-pool.ts';
import type { Outcome } from './judge-protocol.ts';
import type { ProgramJob } from './program-job.ts';
import { sealed } from './sealed.ts';
import { type Try, tryOf, twice } from './twice.ts';
import { withScreening } from './with-screening.ts';

/** What {@link workloadEvaluator} needs. */
export interface WorkloadEvaluatorOptions {
  /** Starts a judge with the problem loaded. */
  readonly startJudge: () => Promise<Judge>;
  readonly sandbox: Sandbox;
  readonly problem: ProblemDescription;
  /** Evaluations at the same time, at least 1; one if a metric reads wall time. */
  readonly concurrency: number;
  readonly clock: Clock;
  /** A text that cannot be guessed, new at each call. */
  readonly drawNonce: () => string;
}

/**
 * Judges programs by conducting them over workloads: the judge's process holds the problem, the sandbox the program.
 *
 * What may not be the program's doing is not held against it: when the judge dies, when the sandbox ends before the
 * program has begun, and when somebody else kills the program, the evaluation is repeated once, with a new judge if
 * need be. A program that is killed by others twice has failed. So has one that is late twice; it is late once if it
 * computed all the time.
 */
export function workloadEvaluator(options: WorkloadEvaluatorOptions): Evaluator & AsyncDisposable {
  return new WorkloadEvaluator(options, poolFor(options));
}

/**
 * The same, where programs of which the plan says so are screened before: see {@link withScreening}. Both share the
 * judges.
 */
export function screeningEvaluator(
  options: WorkloadEvaluatorOptions,
  screening: RecyclingSandbox,
): Evaluator & AsyncDisposable {
  const pool = poolFor(options);
  const fresh = new WorkloadEvaluator(options, pool);
  const fast = new WorkloadEvaluator({ ...options, sandbox: screening }, pool);
  return {
    ...withScreening({ fast, fresh, problem: options.problem, renew: () => screening.renew() }),
    [Symbol.asyncDispose]: () => fresh[Symbol.asyncDispose](),
  };
}

function poolFor({ problem, startJudge, concurrency }: WorkloadEvaluatorOptions): JudgePool {
  const oneAtATime = problem.metrics.some((metric) => metric.readsWall);
  return judgePool(startJudge, oneAtATime ? 1 : concurrency);
}

class WorkloadEvaluator implements Evaluator, AsyncDisposable {
  readonly #options: WorkloadEvaluatorOptions;
  readonly #pool: JudgePool;
  readonly #cores: JudgeCores;
  #noopUs: Promise<number> | undefined;

  constructor(options: WorkloadEvaluatorOptions, pool: JudgePool) {
    this.#options = options;
    this.#pool = pool;
    this.#cores = new JudgeCores(options.problem.kind);
  }

  async evaluate(program: Program, plan: EvaluationPlan, signal: AbortSignal): Promise<Judged> {
    const { clock } = this.#options;
    const slot = await this.#pool.acquire(signal);
    const startMs = clock.monotonicMs();
    try {
      const session = await twice(() => this.#try(slot, program, plan, signal));
      const evaluateMs = clock.monotonicMs() - startMs;
      const { artifacts, tier } = session;
      return sealed({ evaluation: this.#evaluation(session), artifacts, tier, evaluateMs }, plan);
    } finally {
      slot.release();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool[Symbol.asyncDispose]();
  }

  async #try(
    slot: JudgeSlot,
    program: Program,
    plan: EvaluationPlan,
    signal: AbortSignal,
  ): Promise<Try<SessionResult<Outcome>>> {
    try {
      return tryOf(await this.#once(slot, program, plan, signal), (outcome) => outcome);
    } catch (error) {
      if (error instanceof JudgeGoneError) {
        await slot.discard();
        return { kind: 'nothing', why: error };
      }
      if (!(error instanceof ProblemHangsError)) throw error;
      await slot.discard();
      if (!error.onOutput) throw error;
      return { kind: 'doubtful', session: failedSession(error, this.#options.sandbox.tier) };
    }
  }

  async #once(
    slot: JudgeSlot,
    program: Program,
    plan: EvaluationPlan,
    signal: AbortSignal,
  ): Promise<SessionResult<Outcome>> {
    const { problem, sandbox, drawNonce, clock } = this.#options;
    const judge = await slot.judge();
    const core = await this.#cores.of(judge, slot.place);
    const noopUs = await this.#calibrated(judge, core, signal);
    const nonce = drawNonce();
    const { part, draw, perRegime } = plan;
    const keepCalls = plan.audit === true && problem.kind === 'function';
    const probe = (signature: string): boolean =>
      !plan.known.has(this.#signature(signature, nonce));
    const job = { sandbox, problem, program, nonce, drawNonce, core, clock };
    const conducted = await conductProgram(
      job,
      {
        conduct: ({ session, conductor }) =>
          judge.evaluate(
            { part, draw, perRegime, noopUs, keepCalls, ...session },
            { ...conductor, probe },
          ),
        outcomeOf: (outcome) => outcome,
      },
      signal,
    );
    if (!keepCalls || !isWhole(conducted)) return conducted;
    const replay = await this.#replayed(judge, job, signal);
    return audited(conducted, isLate(replay) ? await this.#replayed(judge, job, signal) : replay);
  }

  /** The calls of the evaluation before, once more. */
  #replayed(judge: Judge, job: ProgramJob, signal: AbortSignal): Promise<SessionResult<Outcome>> {
    return conductProgram(
      { ...job, nonce: job.drawNonce() },
      {
        conduct: ({ session: { nonce = '', channel }, conductor }) => {
          if (!channel) throw new Error('Only a function is asked again');
          return judge.replay({ nonce, channel }, conductor);
        },
        outcomeOf: (outcome) => outcome,
      },
      signal,
    );
  }

  /** Metrics of wall time need to know what an empty call takes here. */
  #calibrated(judge: Judge, core: number | undefined, signal: AbortSignal): Promise<number> {
    const { problem } = this.#options;
    if (!problem.metrics.some((metric) => metric.readsWall)) return Promise.resolve(0);
    this.#noopUs ??= calibrate(judge, { ...this.#options, core }, signal).catch(
      (error: unknown) => {
        this.#noopUs = undefined;
        throw error;
      },
    );
    return this.#noopUs;
  }

  /** Equal outputs do not mean equal objectives if an objective reads usage: then no program is known. */
  #signature(signature: string, nonce: string): string {
    const { metrics, objectives } = this.#options.problem;
    const noisy = metrics.some(
      (metric) => metric.readsUsage && objectives.metrics.includes(metric.name),
    );
    return noisy ? hashOf(`${signature}\n${nonce}`) : signature;
  }

  #evaluation(session: SessionResult<Outcome>): Evaluation {
    const { problem } = this.#options;
    const evaluation = evaluationOf(session, (results) => metricsOverall(problem, results));
    if (evaluation.status !== 'valid') return evaluation;
    return {
      ...evaluation,
      signature: this.#signature(evaluation.signature, this.#options.drawNonce()),
    };
  }
}

/** A problem that hangs on one program's outputs, and not on those of others, fails that program. */
function failedSession(error: ProblemHangsError, tier: Tier): SessionResult<Outcome> {
  const { regime, index } = error;
  const failure = {
    kind: 'bad-output' as const,
    detail: error.message,
    ...(regime === undefined ? {} : { regime }),
    ...(index === undefined ? {} : { index }),
  };
  return { kind: 'not-started', failure, artifacts: { stdout: '', stderr: '' }, tier };
}
