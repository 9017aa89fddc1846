import { describe, expect, it } from 'vitest';
import type { RunEventBody } from '../domain/event.ts';
import { emptyRunState, runStateOf } from '../domain/run-state.ts';
import { shortRun, storedEvents } from '../testing/run-events.ts';
import { briefSummaryOf, summaryOf } from './summary.ts';
import { lineageLines } from './text/lineage-text.ts';
import { paintWith } from './text/paint.ts';

const PLAIN = paintWith(false);
const PLACES = {
  folder: 'runs/toy-1',
  best: { programPath: 'runs/toy-1/best/seed.ts', patchPath: 'runs/toy-1/best/best.patch' },
};

function summaryAfter(bodies: readonly RunEventBody[]): string {
  return summaryOf(runStateOf(storedEvents(bodies)), PLACES, PLAIN).join('\n');
}

describe('summaryOf()', () => {
  it('tells what was found against what, per regime, how sure, and where it is', () => {
    const text = summaryAfter(shortRun());
    expect(text).toContain('toy: 3 trials, 0.3/s, 50 % valid, 1 rejected; 10 s wall');
    expect(text).toContain('no wall here');
    expect(text).toContain('Best in the search: t2, quality 0.9 share, plain 0.7, +0.2 (+28.6 %)');
    expect(text).toContain('Claim: t2 holds. quality against plain');
    expect(text).toContain('Holdout: t2 holds.');
    expect(text).toMatch(/quality \(share\) +plain +seed +found +gain\n/u);
    expect(text).toMatch(/odd \(slow\) +0.7 +0.5 +0.9 +\+0.2 +\[\+0.18, \+0.22\]/u);
    expect(text).toContain('runs/toy-1/best/best.patch');
  });

  it('shows the numbers of the search and says so when there is no claim', () => {
    const ended = {
      type: 'run.ended',
      why: 'interrupted',
      detail: 'by hand',
      wallMs: 5000,
    } as const;
    const text = summaryAfter([...shortRun().slice(0, 10), ended]);
    expect(text).toContain('No claim was made');
    expect(text).toContain('no claim: these were looked at while searching');
    expect(text).toMatch(/usual +0.7 +0.5 +0.9 +\+0.2\n/u);
    expect(text).toMatch(/costMs \(ms\).*\nusual +12 +10 +8 +\+4\n/u);
    expect(text).toContain('barbican resume runs/toy-1');
  });

  it('names what is in quarantine, and how the seed program was judged again', () => {
    const bodies = shortRun();
    const last = bodies.findLastIndex(({ type }) => type === 'trial.finished');
    const finished = bodies[last];
    if (finished?.type !== 'trial.finished') throw new Error('no trial');
    const at = { regime: 'usual', index: 3 };
    const seen = { rule: 'bound of quality', detail: '2 is beyond 1', quarantine: true } as const;
    const evaluation = {
      status: 'invalid',
      metrics: {},
      perWorkload: [],
      violations: [
        { rule: 'another', detail: 'no', ...at },
        { ...seen, ...at },
      ],
    } as const;
    const trial = { ...finished.trial, evaluation };
    const sentinel = {
      afterTrials: 100,
      verdict: 'same',
      detail: '',
      drift: { costMs: 1.25 },
      evaluateMs: 5,
    } as const;
    const text = summaryAfter([
      ...bodies.slice(0, last),
      { ...finished, trial },
      { type: 'sentinel.finished', sentinel },
    ]);
    expect(text).toContain('1 trial is in quarantine');
    expect(text).toContain('"bound of quality" in usual, workload 3: 2 is beyond 1');
    expect(text).toMatch(
      /judged again once: its outputs are those of the beginning; costMs ×1\.25/u,
    );
  });

  it('says that nothing better was found when the seed program is still the best', () => {
    expect(summaryAfter(shortRun().slice(0, 3))).toContain('Nothing better than the seed program');
  });

  it('has something to say before anything happened', () => {
    expect(summaryOf(emptyRunState(), { folder: 'r' }, PLAIN)[0]).toBe('Nothing was run.');
  });
});

describe('briefSummaryOf()', () => {
  it('is the verdict and the folder', () => {
    const state = runStateOf(storedEvents(shortRun()));
    expect(briefSummaryOf(state, PLACES)).toEqual([
      't2 holds: quality against plain: 0.2 [0.18, 0.22] better',
      'runs/toy-1',
    ]);
  });
});

describe('lineageLines()', () => {
  it('goes from the seed program to the best with what was done', () => {
    expect(lineageLines(runStateOf(storedEvents(shortRun())))).toEqual([
      'trial  quality  costMs  feasible  how',
      'seed       0.5      10       yes  seed',
      't2         0.9       8       yes  swap',
    ]);
  });
});
