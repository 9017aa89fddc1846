import type { EvaluationPlan, Evaluator, Judged } from '../contracts/evaluator.ts';
import type { Sandbox } from '../contracts/sandbox.ts';
import { metricsOverall } from '../domain/aggregate.ts';
import { InfraError } from '../domain/errors.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import type { Program } from '../domain/program.ts';
import type { Clock } from '../lib/clock.ts';
import { hashOf } from '../lib/hash.ts';
import { calibrate } from './calibrate.ts';
import { type SessionResult, withSession } from './conduct-session.ts';
import { evaluationOf } from './evaluation-of.ts';
import { type Judge, JudgeGoneError } from './judge.ts';
import { type JudgePool, judgePool, type JudgeSlot } from './judge-pool.ts';
import type { Outcome } from './judge-protocol.ts';

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
 * A judge that dies is replaced and the evaluation repeated once.
 */
export function workloadEvaluator(options: WorkloadEvaluatorOptions): Evaluator & AsyncDisposable {
  const oneAtATime = options.problem.metrics.some((metric) => metric.readsWall);
  const pool = judgePool(options.startJudge, oneAtATime ? 1 : options.concurrency);
  return new WorkloadEvaluator(options, pool);
}

class WorkloadEvaluator implements Evaluator, AsyncDisposable {
  readonly #options: WorkloadEvaluatorOptions;
  readonly #pool: JudgePool;
  #noopUs: Promise<number> | undefined;

  constructor(options: WorkloadEvaluatorOptions, pool: JudgePool) {
    this.#options = options;
    this.#pool = pool;
  }

  async evaluate(program: Program, plan: EvaluationPlan, signal: AbortSignal): Promise<Judged> {
    const { clock } = this.#options;
    const slot = await this.#pool.acquire(signal);
    const startMs = clock.monotonicMs();
    try {
      const session = await this.#attempt(slot, program, plan, signal);
      const evaluateMs = clock.monotonicMs() - startMs;
      const { artifacts, tier } = session;
      return { evaluation: this.#evaluation(session), artifacts, tier, evaluateMs };
    } finally {
      slot.release();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool[Symbol.asyncDispose]();
  }

  async #attempt(
    slot: JudgeSlot,
    program: Program,
    plan: EvaluationPlan,
    signal: AbortSignal,
  ): Promise<SessionResult<Outcome>> {
    try {
      return await this.#once(slot, program, plan, signal);
    } catch (error) {
      if (!(error instanceof JudgeGoneError)) throw error;
      await slot.discard();
    }
    try {
      return await this.#once(slot, program, plan, signal);
    } catch (error) {
      if (!(error instanceof JudgeGoneError)) throw error;
      await slot.discard();
      throw new InfraError(`The judge went away twice during one evaluation: ${error.message}`, {
        cause: error,
      });
    }
  }

  async #once(
    slot: JudgeSlot,
    program: Program,
    plan: EvaluationPlan,
    signal: AbortSignal,
  ): Promise<SessionResult<Outcome>> {
    const { problem, sandbox, drawNonce } = this.#options;
    const judge = await slot.judge();
    const noopUs = await this.#calibrated(judge, signal);
    const nonce = drawNonce();
    const { part, draw, perRegime } = plan;
    const { entry, modules, limits } = problem;
    const job = { sandbox, program, entry, modules, limits, nonce };
    return withSession(
      job,
      (channel, opened) =>
        judge.evaluate(
          { part, draw, perRegime, nonce, channel, noopUs },
          { opened, probe: (signature) => !plan.known.has(this.#signature(signature, nonce)) },
        ),
      (outcome) => outcome.kind !== 'gone',
      signal,
    );
  }

  /** Metrics of wall time need to know what an empty call takes here. */
  #calibrated(judge: Judge, signal: AbortSignal): Promise<number> {
    const { problem } = this.#options;
    if (!problem.metrics.some((metric) => metric.readsWall)) return Promise.resolve(0);
    this.#noopUs ??= calibrate(judge, this.#options, signal).catch((error: unknown) => {
      this.#noopUs = undefined;
      throw error;
    });
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
