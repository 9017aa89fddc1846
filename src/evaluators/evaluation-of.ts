import type { Evaluation, Failure, WorkloadResult } from '../domain/evaluation.ts';
import type { Metrics } from '../domain/metric.ts';
import type { SessionResult } from './conduct-session.ts';
import type { Outcome } from './judge-protocol.ts';

/** The judge's outcome as an evaluation; what only the sandbox saw fills in why a program went away. */
export function evaluationOf(
  session: SessionResult<Outcome>,
  metricsOf: (results: readonly WorkloadResult[]) => Metrics,
): Evaluation {
  if (session.kind === 'not-started')
    return { status: 'failed', failure: session.failure, finished: [] };
  const outcome = session.result;
  switch (outcome.kind) {
    case 'failed':
      return { status: 'failed', failure: outcome.failure, finished: outcome.finished };
    case 'gone':
      return {
        status: 'failed',
        failure: goneFailure(outcome, session.ended),
        finished: outcome.finished,
      };
    case 'finished': {
      if (session.ended)
        return { status: 'failed', failure: session.ended, finished: outcome.perWorkload };
      const { perWorkload, violations, signature, partial } = outcome;
      const metrics = metricsOf(perWorkload);
      if (violations.length > 0) return { status: 'invalid', metrics, violations, perWorkload };
      return {
        status: 'valid',
        metrics,
        violationByConstraint: {},
        signature,
        perWorkload,
        ...(partial ? { partial } : {}),
      };
    }
  }
}

function goneFailure(
  outcome: Extract<Outcome, { kind: 'gone' }>,
  ended: Failure | undefined,
): Failure {
  const failure = ended ?? { kind: 'exit', detail: 'the program ended before it had answered' };
  return {
    ...failure,
    ...(outcome.regime === undefined ? {} : { regime: outcome.regime }),
    ...(outcome.index === undefined ? {} : { index: outcome.index }),
  };
}
