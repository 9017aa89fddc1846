import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../domain/evaluation.ts';
import type { Claim } from '../domain/event.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import { createRng } from '../lib/rng.ts';
import { problemOf, validEvaluation } from '../testing/factories.ts';
import { allOf, fakeProblem, fakeWorld } from '../testing/fake-world.ts';
import { ALL_SCORED, claimOf } from './claim.ts';
import { run } from './run.ts';

const REGIMES = [
  { name: 'usual', slow: false },
  { name: 'busy', slow: false },
  { name: 'odd', slow: true },
];
const [METRIC] = problemOf().metrics;
if (!METRIC) throw new Error('no metric');
const metric = METRIC;

function problem(overrides: Partial<typeof metric> = {}): ProblemDescription {
  return problemOf({ regimes: REGIMES, metrics: [{ ...metric, ...overrides }] });
}

/** An evaluation with these values, one row for each regime. */
function valued(
  rows: readonly (readonly (number | null)[])[],
): Extract<Evaluation, { status: 'valid' }> {
  const perWorkload = rows.flatMap((row, r) =>
    row.map((score, index) => ({ regime: REGIMES[r]?.name ?? '', index, values: { score } })),
  );
  return { ...validEvaluation({ score: 0 }), perWorkload };
}

function claim(p: ProblemDescription, candidate: Evaluation, reference: Evaluation): Claim {
  return claimOf(p, { trialId: 't1', candidate, references: { plain: reference } });
}

const value = fc.integer({ min: -1000, max: 1000 });
const row = fc.array(value, { minLength: 4, maxLength: 4 });
const rows = fc.tuple(row, row, row);
const directions = fc.constantFrom('minimize' as const, 'maximize' as const);
const manners = fc.constantFrom(
  'mean' as const,
  'worst' as const,
  'geomean' as const,
  'ratio' as const,
);

describe('claimOf()', () => {
  it('claimOf() never says that a candidate holds whose metric is not better on these workloads', () => {
    fc.assert(
      fc.property(rows, rows, directions, manners, (own, other, direction, across) => {
        const made = claim(problem({ direction, across }), valued(own), valued(other));
        const overall = made.comparisons.find(({ regime }) => regime === ALL_SCORED);
        if (made.verdict !== 'holds' || !overall) return;
        const [mine, theirs] = [overall.value, overall.referenceValue];
        expect(mine).not.toBeNull();
        if (mine === null || theirs === null) return;
        expect(direction === 'minimize' ? mine < theirs : mine > theirs).toBe(true);
        expect(overall.gain.lo).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('claimOf() says the opposite when candidate and reference change places', () => {
    fc.assert(
      fc.property(rows, rows, directions, (own, other, direction) => {
        const p = problem({ direction });
        const one = claim(p, valued(own), valued(other)).verdict;
        const two = claim(p, valued(other), valued(own)).verdict;
        if (one === 'holds') expect(two).toBe('worse');
        if (one === 'inconclusive') expect(two).toBe('inconclusive');
      }),
    );
  });

  it('claimOf() is inconclusive when both are the same', () => {
    fc.assert(
      fc.property(rows, directions, manners, (own, direction, across) => {
        const p = problem({ direction, across });
        expect(claim(p, valued(own), valued(own)).verdict).toBe('inconclusive');
      }),
    );
  });

  it('claimOf() holds when the candidate is clearly better, in either direction and below zero', () => {
    const low = valued([
      [-9, -8, -9, -8],
      [-7, -9, -8, -8],
      [0, 0, 0, 0],
    ]);
    const high = valued([
      [-2, -3, -2, -3],
      [-1, -2, -2, -1],
      [0, 0, 0, 0],
    ]);
    expect(claim(problem(), high, low).verdict).toBe('holds');
    expect(claim(problem(), low, high).verdict).toBe('worse');
    expect(claim(problem({ direction: 'minimize' }), low, high).verdict).toBe('holds');
    expect(claim(problem({ direction: 'minimize' }), high, low).verdict).toBe('worse');
  });

  it('claimOf() gives a slow regime no weight', () => {
    const same = [
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ];
    const own = valued([...same, [99, 98, 99, 98]]);
    const made = claim(problem(), own, valued([...same, [0, 1, 0, 1]]));
    expect(made.verdict).toBe('inconclusive');
    expect(made.comparisons.map(({ regime }) => regime)).toEqual([
      ALL_SCORED,
      'usual',
      'busy',
      'odd',
    ]);
  });

  it('claimOf() is inconclusive when one regime has one workload, whatever the gain', () => {
    const made = claim(problem(), valued([[9, 9, 9], [9]]), valued([[1, 1, 1], [1]]));
    expect(made).toMatchObject({ verdict: 'inconclusive', why: expect.stringContaining('"busy"') });
  });

  it('claimOf() is inconclusive when the mean is better but the worst workload, which counts, is not', () => {
    const p = problemOf({ metrics: [{ ...metric, across: 'worst' }] });
    const own = valued([[11, 12, 13, 12, 11, 4]]);
    const made = claim(p, own, valued([[6, 7, 8, 7, 6, 5]]));
    expect(made.comparisons[0]?.gain.lo).toBeGreaterThan(0);
    expect(made.verdict).toBe('inconclusive');
  });

  it('claimOf() breaks when a constraint is missed, however good the candidate', () => {
    fc.assert(
      fc.property(
        rows,
        rows,
        fc.double({ min: 1e-9, max: 10, noNaN: true }),
        (own, other, degree) => {
          const candidate = { ...valued(own), violationByConstraint: { 'cost at most 1': degree } };
          const made = claim(problem(), candidate, valued(other));
          expect(made).toMatchObject({
            verdict: 'breaks',
            why: expect.stringContaining('cost at most 1'),
          });
        },
      ),
    );
  });

  it('claimOf() breaks and compares nothing when the candidate failed or was invalid', () => {
    const failed: Evaluation = {
      status: 'failed',
      failure: { kind: 'timeout', detail: 'slow' },
      finished: [],
    };
    const violations = [{ rule: 'adds up', regime: 'usual', index: 0, detail: '1 is not 2' }];
    const invalid: Evaluation = {
      status: 'invalid',
      metrics: { score: 1e9 },
      violations,
      perWorkload: [],
    };
    for (const candidate of [failed, invalid]) {
      const made = claim(
        problem(),
        candidate,
        valued([
          [1, 2],
          [1, 2],
        ]),
      );
      expect(made).toMatchObject({ verdict: 'breaks', comparisons: [] });
    }
  });

  it('claimOf() compares with the reference that is best on these workloads', () => {
    const at = (score: number): Evaluation => ({
      ...valued([
        [score, score + 1],
        [score, score],
      ]),
      metrics: { score },
    });
    const failed: Evaluation = {
      status: 'failed',
      failure: { kind: 'crash', detail: '' },
      finished: [],
    };
    const references = { low: at(1), high: at(5), seed: at(3), broken: failed };
    const made = claimOf(problem(), { trialId: 't1', candidate: at(4), references });
    expect(made).toMatchObject({ reference: 'high', verdict: 'worse' });
    expect(new Set(made.comparisons.map(({ reference }) => reference))).toEqual(
      new Set(['low', 'high', 'seed']),
    );
  });

  it('claimOf() is inconclusive when no reference finished', () => {
    const failed: Evaluation = {
      status: 'failed',
      failure: { kind: 'crash', detail: '' },
      finished: [],
    };
    expect(
      claim(
        problem(),
        valued([
          [1, 2],
          [1, 2],
        ]),
        failed,
      ).verdict,
    ).toBe('inconclusive');
  });
});

describe('the claim of a run', () => {
  const counts = { search: 2, selection: 8, holdout: 8 };

  /** The verdicts on fresh workloads and on the holdout when programs score what `noise` says. */
  async function verdicts(seed: number, gain: number): Promise<string[]> {
    const stream = createRng(`noise/${seed}`);
    const { options } = fakeWorld({
      rngSeed: seed,
      concurrency: 4,
      budget: { trials: 12 },
      problem: fakeProblem({ counts }),
      judging: {
        // Whatever a program's text promises it scores 0 or `gain`, plus noise that is drawn anew each time.
        noise: ({ files }, { part, draw }, index) => {
          const text = files['seed.js'] ?? '';
          const own = Math.round(4 * Number(text)) / 4 || 0;
          const better = text === '0' || text === '1' ? 0 : gain;
          return better - own + stream.fork(`${text}/${part}/${draw}/${index}`).normal();
        },
      },
    });
    const log = await allOf(run(options));
    return log.flatMap((event) =>
      event.type === 'claim.confirmed' || event.type === 'holdout.opened'
        ? [event.claim.verdict]
        : [],
    );
  }

  it('run() rarely makes a claim that holds when no program is better than the baseline', async () => {
    const found = await Promise.all(Array.from({ length: 40 }, (_, seed) => verdicts(seed, 0)));
    expect(found.every((list) => list.length === 2)).toBe(true);
    expect(found.filter(([confirmed]) => confirmed === 'holds').length).toBeLessThanOrEqual(4);
    expect(found.filter(([, holdout]) => holdout === 'holds').length).toBeLessThanOrEqual(4);
  });

  it('run() makes a claim that holds when programs are better by far', async () => {
    const found = await Promise.all(Array.from({ length: 5 }, (_, seed) => verdicts(seed, 5)));
    expect(found).toEqual(Array.from({ length: 5 }, () => ['holds', 'holds']));
  });
});
