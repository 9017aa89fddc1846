import type { TrialView, View } from '../contracts/strategy.ts';
import { ContractError } from '../domain/errors.ts';
import type { Evaluation, WorkloadResult } from '../domain/evaluation.ts';
import type { Metrics } from '../domain/metric.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import { compareRanks, type Rank, rankOf } from '../domain/rank.ts';
import type { Trial, TrialId } from '../domain/trial.ts';
import { hashOf } from '../lib/hash.ts';

/** A problem that maximises `score`, with one regime and nothing else, unless `overrides` say otherwise. */
export function problemOf(overrides: Partial<ProblemDescription> = {}): ProblemDescription {
  return {
    name: 'toy',
    summary: 'Make the score large.',
    entry: 'solve',
    kind: 'function',
    inputSchema: {},
    outputSchema: {},
    limits: { callMs: 10, workloadMs: 100, memoryMiB: 64, outputBytes: 65_536 },
    regimes: [{ name: 'usual', slow: false }],
    counts: { search: 2, selection: 2, holdout: 2 },
    metrics: [
      {
        name: 'score',
        direction: 'maximize',
        unit: 'points',
        of: 'mean',
        across: 'mean',
        minEffect: 0.01,
        readsUsage: false,
        readsWall: false,
      },
    ],
    objectives: { kind: 'lexicographic', metrics: ['score'] },
    constraints: [],
    invariants: [],
    relations: [],
    seedProgram: {
      language: 'javascript',
      main: 'seed.js',
      files: { 'seed.js': 'export const solve = (input) => input;\n' },
    },
    baselines: [],
    problemHash: hashOf('toy'),
    ...overrides,
  };
}

/** What a test says of a trial; the rest is made up. */
export interface TrialFacts
  extends Partial<Pick<Trial, 'parentIds' | 'proposer' | 'operators' | 'sameAs' | 'cost'>> {
  readonly id: TrialId;
  readonly status?: Evaluation['status'];
  /** Value of the metric `score`; 0 if absent. */
  readonly score?: number | null;
  /** How far the only constraint is missed; 0, met, if absent. */
  readonly violation?: number;
  /** The behaviour; one of its own if absent. */
  readonly signature?: string;
  /** Length of the program's text, in characters; 100 if absent. */
  readonly size?: number;
  /** Instead of one that `status`, `score`, `violation` and `signature` make. */
  readonly evaluation?: Evaluation;
}

/** A finished trial of {@link problemOf}; valid and feasible unless `facts` say otherwise. */
export function trialOf(facts: TrialFacts): Trial {
  return {
    id: facts.id,
    parentIds: facts.parentIds ?? (facts.id === 'seed' ? [] : ['seed']),
    programId: hashOf(facts.id),
    proposer: facts.proposer ?? (facts.id === 'seed' ? 'seed' : 'classical'),
    mode: 'refine',
    operators: facts.operators ?? [],
    programSize: facts.size ?? 100,
    evaluation: facts.evaluation ?? evaluationOf(facts),
    ...(facts.sameAs === undefined ? {} : { sameAs: facts.sameAs }),
    tier: 'process',
    cost: facts.cost ?? { proposeMs: 1, evaluateMs: 10, tokens: 0, usd: 0, elapsedMs: 1000 },
  };
}

/** A valid, feasible evaluation with the same values on each of these workloads. */
export function validEvaluation(
  metrics: Metrics,
  workloads: readonly Pick<WorkloadResult, 'regime' | 'index'>[] = [{ regime: 'usual', index: 0 }],
): Extract<Evaluation, { status: 'valid' }> {
  return {
    status: 'valid',
    metrics,
    violationByConstraint: {},
    signature: hashOf(Object.values(metrics).join('/')),
    perWorkload: workloads.map((workload) => ({ ...workload, values: metrics })),
  };
}

function evaluationOf(facts: TrialFacts): Evaluation {
  if (facts.status === 'failed') {
    return { status: 'failed', failure: { kind: 'timeout', detail: 'too slow' }, finished: [] };
  }
  const valid = validEvaluation({ score: facts.score === undefined ? 0 : facts.score });
  const { metrics, perWorkload } = valid;
  if (facts.status === 'invalid') {
    const violations = [{ rule: 'adds up', regime: 'usual', index: 0, detail: '1 is not 2' }];
    return { status: 'invalid', metrics, violations, perWorkload };
  }
  return {
    ...valid,
    violationByConstraint: facts.violation === undefined ? {} : { 'cost ≤ 1': facts.violation },
    signature: facts.signature ?? hashOf(facts.id),
    ...(facts.sameAs === undefined ? {} : { partial: true }),
  };
}

/** What a {@link viewOf} counts, beside its trials. */
export interface ViewFacts {
  readonly problem?: ProblemDescription;
  /** Children that were rejected, by parent: they have no trial. */
  readonly rejectedByParent?: ReadonlyMap<TrialId, number>;
  /** Children under way, by parent. */
  readonly pendingByParent?: ReadonlyMap<TrialId, number>;
}

/** The view of a run with these trials. Trials that are added to the list later are seen. */
export function viewOf(trials: readonly Trial[], facts: ViewFacts = {}): View {
  const { problem = problemOf(), rejectedByParent, pendingByParent } = facts;
  const seenById = new Map<TrialId, { view: TrialView; rank: Rank }>();
  const childrenById = new Map<TrialId, number>();
  let indexed = 0;
  const index = (): void => {
    for (; indexed < trials.length; indexed++) {
      const trial = trials[indexed];
      if (!trial) continue;
      const twin = trial.sameAs === undefined ? undefined : seenById.get(trial.sameAs);
      const rank = twin?.rank ?? rankOf(problem, trial.evaluation);
      seenById.set(trial.id, { view: trialViewOf(trial, rank), rank });
      for (const id of trial.parentIds) childrenById.set(id, (childrenById.get(id) ?? 0) + 1);
    }
  };
  const seen = (id: TrialId): { view: TrialView; rank: Rank } => {
    index();
    const found = seenById.get(id);
    if (!found) throw new ContractError(`There is no trial "${id}"`);
    return found;
  };
  return {
    problem,
    trial: (id) => seen(id).view,
    compare: (a, b) => compareRanks(seen(a).rank, seen(b).rank),
    childCount: (id) => {
      index();
      return (childrenById.get(id) ?? 0) + (rejectedByParent?.get(id) ?? 0);
    },
    pendingCount: (id) => pendingByParent?.get(id) ?? 0,
  };
}

function trialViewOf(
  { id, parentIds, evaluation, sameAs, programSize }: Trial,
  rank: Rank,
): TrialView {
  const valid = evaluation.status === 'valid';
  return {
    id,
    parentIds,
    status: evaluation.status,
    score: valid ? rank.scores[0] : undefined,
    violation: valid ? rank.violation : undefined,
    signature: valid ? evaluation.signature : undefined,
    sameAs,
    size: programSize,
  };
}
