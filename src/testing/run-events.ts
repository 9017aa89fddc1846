import type { Evaluation } from '../domain/evaluation.ts';
import type { Claim, RunEvent, RunEventBody } from '../domain/event.ts';
import type { MetricDescription } from '../domain/metric.ts';
import { hashOf } from '../lib/hash.ts';
import { problemOf, trialOf, validEvaluation } from './factories.ts';

const SEED = { language: 'typescript', main: 'seed.ts', files: { 'seed.ts': 'x' } } as const;
const METRIC = {
  of: 'mean',
  across: 'mean',
  minEffect: 0.01,
  readsUsage: false,
  readsWall: false,
} as const satisfies Partial<MetricDescription>;

/** Two regimes, one of them slow, and two metrics. */
const PROBLEM = problemOf({
  summary: 'Be good and quick.',
  regimes: [
    { name: 'usual', slow: false },
    { name: 'odd', slow: true },
  ],
  metrics: [
    { name: 'quality', direction: 'maximize', unit: 'share', ...METRIC },
    { name: 'costMs', direction: 'minimize', unit: 'ms', ...METRIC },
  ],
  objectives: { kind: 'lexicographic', metrics: ['quality', 'costMs'] },
  seedProgram: SEED,
  baselines: [{ name: 'plain', program: SEED }],
});

/** The same in both regimes. */
function judged(quality: number, costMs: number): Evaluation {
  const workloads = PROBLEM.regimes.map(({ name }) => ({ regime: name, index: 0 }));
  return validEvaluation({ quality, costMs }, workloads);
}

/** A claim that trial `t2` holds against the baseline. */
function claimThatHolds(): Claim {
  const gain = { mean: 0.2, standardError: 0.01, n: 8, lo: 0.18, hi: 0.22 };
  const row = { metric: 'quality', value: 0.9, gain };
  return {
    trialId: 't2',
    reference: 'plain',
    verdict: 'holds',
    why: 'quality against plain: 0.2 [0.18, 0.22] better',
    candidate: judged(0.9, 8),
    references: { plain: judged(0.7, 12), seed: judged(0.5, 10) },
    comparisons: ['all scored', 'usual', 'odd'].flatMap((regime) => [
      { ...row, regime, reference: 'plain', referenceValue: 0.7 },
      { ...row, regime, reference: 'seed', referenceValue: 0.5 },
    ]),
  };
}

/** A whole short run: a baseline, the seed program, a failed, a rejected and two valid trials, one claim. */
export function shortRun(): RunEventBody[] {
  const ask = { kind: 'propose', parentIds: ['seed'], context: [], mode: 'refine' } as const;
  const cost = { proposeMs: 1, evaluateMs: 0, tokens: 0, usd: 0, elapsedMs: 3000 };
  const canonicalHash = hashOf('program');
  const baseline = trialOf({
    id: 'baseline:plain',
    proposer: 'baseline',
    evaluation: judged(0.7, 12),
  });
  const seed = trialOf({ id: 'seed', evaluation: judged(0.5, 10) });
  const failed = trialOf({
    id: 't1',
    parentIds: ['seed'],
    evaluation: {
      status: 'failed',
      failure: { kind: 'timeout', detail: 'after 10 ms' },
      finished: [],
    },
  });
  const found = trialOf({
    id: 't2',
    parentIds: ['seed'],
    operators: ['swap'],
    evaluation: judged(0.9, 8),
    cost: { ...cost, evaluateMs: 10, elapsedMs: 4000 },
  });
  return [
    {
      type: 'run.started',
      runId: 'r',
      barbicanVersion: '0.1.0',
      problemPath: 'problem.ts',
      problem: PROBLEM,
      budget: { wallMs: 10_000, trials: 40 },
      rngSeed: 7,
      concurrency: 2,
      tier: 'process',
      tierNotice: 'no wall here',
      secretHash: hashOf('secret'),
      strategy: { name: 'pool', options: {} },
      proposers: [{ name: 'classical', options: {} }],
    },
    { type: 'reference.finished', trialId: baseline.id, canonicalHash, trial: baseline },
    { type: 'reference.finished', trialId: seed.id, canonicalHash, trial: seed },
    { type: 'trial.started', trialId: 't1', ask },
    { type: 'trial.started', trialId: 't2', ask },
    { type: 'trial.started', trialId: 't3', ask },
    { type: 'trial.finished', trialId: 't1', trial: failed },
    {
      type: 'trial.proposed',
      trialId: 't2',
      programId: hashOf('t2'),
      canonicalHash,
      proposer: 'classical',
      operators: ['swap'],
      cost,
    },
    {
      type: 'trial.rejected',
      trialId: 't3',
      why: 'duplicate',
      detail: 'of t1',
      operators: [],
      cost,
    },
    { type: 'trial.finished', trialId: 't2', trial: found },
    {
      type: 'selection.finished',
      ranking: [{ trialId: 't2', evaluation: found.evaluation }],
      evaluationSeconds: 0.1,
    },
    { type: 'claim.confirmed', claim: claimThatHolds(), evaluationSeconds: 0.1 },
    { type: 'holdout.opened', draw: 0, claim: claimThatHolds(), evaluationSeconds: 0.1 },
    { type: 'run.ended', why: 'budget', detail: 'budget', wallMs: 10_000 },
  ];
}

/** Events as a store would give them: numbered, ten milliseconds apart. */
export function storedEvents(bodies: readonly RunEventBody[]): RunEvent[] {
  return bodies.map((body, i) => ({ ...body, seq: i + 1, v: 1, atMs: 1_000_000 + 10 * i }));
}
