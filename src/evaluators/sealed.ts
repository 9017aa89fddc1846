import type { EvaluationPlan, Judged } from '../contracts/evaluator.ts';
import type { Evaluation, FailureKind } from '../domain/evaluation.ts';

/** Failures that Barbican words by itself; the others quote the program or its output. */
const OWN_WORDS: readonly FailureKind[] = ['timeout', 'memory', 'output-limit'];
const KEPT_BACK = 'what was seen is kept back, as these workloads must stay unseen';

/**
 * The judgement without any text that a program, or the problem, could have made of the workloads: a program may throw,
 * print or give back what it was shown. That of the search is as it was.
 *
 * What it is for: a run's log can be read by what proposes next, and real inputs are the same at the next holdout.
 */
export function sealed(judged: Judged, { part }: Pick<EvaluationPlan, 'part'>): Judged {
  if (part === 'search') return judged;
  return {
    ...judged,
    evaluation: sealedEvaluation(judged.evaluation),
    artifacts: { stdout: '', stderr: '' },
  };
}

function sealedEvaluation(evaluation: Evaluation): Evaluation {
  switch (evaluation.status) {
    case 'valid':
      return evaluation;
    case 'invalid': {
      const violations = evaluation.violations.map((one) => ({ ...one, detail: KEPT_BACK }));
      return { ...evaluation, violations };
    }
    case 'failed': {
      const { failure } = evaluation;
      // Before it had a workload it had seen nothing.
      if (failure.regime === undefined || OWN_WORDS.includes(failure.kind)) return evaluation;
      return { ...evaluation, failure: { ...failure, detail: KEPT_BACK } };
    }
  }
}
