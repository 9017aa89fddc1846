import { describe, expect, it } from 'vitest';
import { trialOf, type TrialFacts, validEvaluation } from '../testing/factories.ts';
import { shortRun, storedEvents } from '../testing/run-events.ts';
import type { RunEventBody } from './event.ts';
import { lineageOf } from './lineage.ts';
import { applyEvent, emptyRunState, type RunState, runStateOf } from './run-state.ts';

const [STARTED] = shortRun();
const COST = { proposeMs: 1, evaluateMs: 10, tokens: 5, usd: 0.5, elapsedMs: 50 };

/** Events of a run of one metric, `quality`, in which `score` is that metric. */
function finished(facts: TrialFacts & { readonly score: number }): RunEventBody {
  const { evaluation } = trialOf(facts);
  const metrics = { quality: facts.score, costMs: 0 };
  const own = evaluation.status === 'failed' ? evaluation : { ...evaluation, metrics };
  const trial = trialOf({ ...facts, evaluation: own });
  return { type: 'trial.finished', trialId: facts.id, trial };
}

function started(trialId: string, parentIds: readonly string[] = ['seed']): RunEventBody {
  return {
    type: 'trial.started',
    trialId,
    ask: { kind: 'propose', parentIds, context: [], mode: 'refine' },
  };
}

function reference(id: string, proposer: string, quality: number): RunEventBody {
  const evaluation = { ...validEvaluation({ quality, costMs: 0 }), signature: `of ${id}` };
  return {
    type: 'reference.finished',
    trialId: id,
    canonicalHash: `text of ${id}`,
    trial: trialOf({ id, proposer, parentIds: [], evaluation }),
  };
}

function stateAfter(...bodies: readonly RunEventBody[]): RunState {
  if (!STARTED) throw new Error('no start');
  const references = [reference('baseline:plain', 'baseline', 9), reference('seed', 'seed', 0)];
  return runStateOf(storedEvents([STARTED, ...references, ...bodies]));
}

describe('applyEvent()', () => {
  it('applyEvent() gives after each event what a fold from the start gives', () => {
    const events = storedEvents(shortRun());
    const state = emptyRunState();
    for (const [i, event] of events.entries()) {
      applyEvent(state, event);
      expect(state).toEqual(runStateOf(events.slice(0, i + 1)));
      expect(state.seq).toBe(event.seq);
    }
  });

  it('applyEvent() refuses a log that does not begin with its start', () => {
    expect(() => runStateOf(storedEvents([finished({ id: 't1', score: 1 })]))).toThrow(RangeError);
  });

  it('applyEvent() takes the best of the seed program and the trials, never a baseline, an invalid or a failed one', () => {
    expect(stateAfter().best?.id).toBe('seed');
    const state = stateAfter(
      finished({ id: 't1', score: 5 }),
      finished({ id: 't2', score: 99, status: 'invalid' }),
      finished({ id: 't3', score: 99, status: 'failed' }),
      finished({ id: 't4', score: 99, violation: 0.1 }),
      finished({ id: 't5', score: 99, sameAs: 't1' }),
      finished({ id: 't6', score: 4 }),
    );
    expect(state.best?.id).toBe('t1');
  });

  it('applyEvent() keeps the earlier of two that are equally good', () => {
    expect(
      stateAfter(finished({ id: 't1', score: 5 }), finished({ id: 't2', score: 5 })).best?.id,
    ).toBe('t1');
  });

  it('applyEvent() gives a trial that was stopped early the rank of the one that it behaves like', () => {
    const state = stateAfter(
      finished({ id: 't1', score: 5 }),
      finished({ id: 't2', score: 99, sameAs: 't1' }),
    );
    const [first, second] = [state.trialById.get('t1'), state.trialById.get('t2')];
    expect(second).toMatchObject({
      rank: first?.rank,
      metrics: { quality: 5, costMs: 0 },
      sameAs: 't1',
    });
  });

  it('applyEvent() knows a behaviour by the first trial that was evaluated in full', () => {
    const state = stateAfter(
      finished({ id: 't1', score: 1, signature: 'lost', sameAs: 't0' }),
      finished({ id: 't2', score: 1, signature: 'a' }),
      finished({ id: 't3', score: 1, signature: 'a' }),
      finished({ id: 't4', score: 1, signature: 'bad', status: 'invalid' }),
    );
    expect([...state.trialBySignature]).toEqual([
      ['of seed', 'seed'],
      ['a', 't2'],
    ]);
  });

  it('applyEvent() knows every program that was let in, baselines too', () => {
    const proposed: RunEventBody = {
      type: 'trial.proposed',
      trialId: 't1',
      programId: 'p',
      canonicalHash: 'new',
      proposer: 'x',
      operators: [],
      cost: COST,
    };
    const state = stateAfter(started('t1'), proposed);
    expect([...state.trialByCanonicalHash.keys()]).toEqual([
      'text of baseline:plain',
      'text of seed',
      'new',
    ]);
    expect(state.openById.get('t1')?.proposed).toMatchObject({ programId: 'p' });
    expect(state.spend).toMatchObject({ tokens: 5, usd: 0.5 });
  });

  it('applyEvent() counts children that finished and that were rejected', () => {
    const rejected: RunEventBody = {
      type: 'trial.rejected',
      trialId: 't2',
      why: 'duplicate',
      detail: '',
      operators: ['swap'],
      cost: COST,
    };
    const state = stateAfter(
      started('t1'),
      started('t2'),
      started('t3'),
      finished({ id: 't1', score: 1 }),
      rejected,
    );
    expect(state.childCountById.get('seed')).toBe(2);
    expect([...state.openById.keys()]).toEqual(['t3']);
    expect(state.spend).toMatchObject({ trials: 3, evaluations: 1, tokens: 5, usd: 0.5 });
    expect([...state.rejectedByWhy]).toEqual([['duplicate', 1]]);
    expect(state.credit['swap']).toEqual({ successes: 0, failures: 1 });
  });

  it.each([
    ['a new best', { score: 5 }, { successes: 3, failures: 0 }],
    ['as good as its parent', { score: 0 }, { successes: 1, failures: 0 }],
    ['worse than its parent', { score: -1 }, { successes: 0, failures: 1 }],
    ['known behaviour', { score: 5, sameAs: 'seed' }, { successes: 0, failures: 1 }],
    ['invalid', { score: 5, status: 'invalid' }, { successes: 0, failures: 1 }],
    ['failed', { score: 5, status: 'failed' }, { successes: 0, failures: 1 }],
  ] as const)('applyEvent() credits the operators of a trial that is %s', (_, facts, expected) => {
    const state = stateAfter(finished({ id: 't1', operators: ['swap'], ...facts }));
    expect(state.credit['swap']).toEqual(expected);
  });

  it('applyEvent() keeps the credit as it was when a trial started', () => {
    const state = stateAfter(
      started('t1'),
      finished({ id: 't2', operators: ['swap'], score: 5 }),
      started('t3'),
    );
    expect(state.openById.get('t1')?.credit).toEqual({});
    expect(state.openById.get('t3')?.credit).toHaveProperty('swap');
  });

  it('applyEvent() leaves what was stopped early out of the expected time', () => {
    const state = stateAfter(
      finished({ id: 't1', score: 1, cost: { ...COST, evaluateMs: 100 } }),
      finished({ id: 't2', score: 1, sameAs: 't1', cost: { ...COST, evaluateMs: 1 } }),
      finished({ id: 't3', score: 1, status: 'failed', cost: { ...COST, evaluateMs: 7 } }),
    );
    expect(state.evaluated).toEqual({ count: 3, ms: 120 });
    expect(state.spend.evaluationSeconds).toBeCloseTo(0.128, 12);
  });

  it('applyEvent() goes from stage to stage, and back to the search when another trial starts', () => {
    const events = storedEvents(shortRun());
    const stages = events.map((_, i) => runStateOf(events.slice(0, i + 1)).stage);
    expect(stages.slice(-4)).toEqual(['selected', 'confirmed', 'opened', 'opened']);
    expect(new Set(stages.slice(0, -4))).toEqual(new Set(['search']));
    const resumed: RunEventBody = {
      type: 'run.resumed',
      budget: { trials: 99 },
      concurrency: 3,
      tier: 'process',
    };
    const later = runStateOf(storedEvents([...shortRun(), resumed]));
    expect(later).toMatchObject({
      stage: 'opened',
      budget: { trials: 99 },
      concurrency: 3,
      ended: undefined,
    });
    expect(runStateOf(storedEvents([...shortRun(), resumed, started('t4')])).stage).toBe('search');
  });
});

describe('lineageOf()', () => {
  it('lineageOf() goes from the seed program to a trial by first parents', () => {
    const state = stateAfter(
      finished({ id: 't1', score: 1 }),
      finished({ id: 't2', score: 2, parentIds: ['t1', 'seed'] }),
      finished({ id: 't3', score: 3, parentIds: ['t2'] }),
    );
    expect(lineageOf(state, 't3').map(({ id }) => id)).toEqual(['seed', 't1', 't2', 't3']);
    expect(lineageOf(state, 'seed').map(({ id }) => id)).toEqual(['seed']);
    expect(lineageOf(state, 't99')).toEqual([]);
  });
});
