import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRunState, type RunState, runStateOf } from '../domain/run-state.ts';
import { shortRun, storedEvents } from '../testing/run-events.ts';
import { blockOf, lineOf } from './terminal.ts';

const EVENTS = storedEvents(shortRun());

function stateAfter(type: string, count = 1): RunState {
  let seen = 0;
  const end = EVENTS.findIndex((event) => event.type === type && ++seen === count);
  return runStateOf(EVENTS.slice(0, end + 1));
}

describe('blockOf()', () => {
  it('shows trials, valid share, best against the best baseline, budget left and what is tried', () => {
    const state = stateAfter('trial.finished', 2);
    expect(blockOf(state, 5000, 200)).toEqual([
      'toy  5 s  [##########..........]  5 s left  37 trials left',
      '3 trials, 0.6/s, 50 % valid, 1 rejected',
      'best t2: quality 0.9 share, plain 0.7, +0.2 (+28.6 %)',
      '  costMs 8 ms, plain 12, +4 (+33.3 %)',
      'measuring the best programs on fresh workloads',
    ]);
  });

  it('names the trials under way with their operators', () => {
    const lines = blockOf(stateAfter('trial.rejected'), 3000, 200);
    expect(lines.at(-1)).toBe('trying t2 swap of seed');
  });

  it('says what is done before the first trial', () => {
    expect(blockOf(emptyRunState(), 0, 80)).toEqual(['barbican  0 ms', 'starting the judge']);
    expect(blockOf(stateAfter('reference.finished'), 100, 80).at(-1)).toContain('(1 done)');
  });

  it('says which look at fresh workloads is under way', () => {
    expect(blockOf(stateAfter('selection.finished'), 9000, 80).at(-1)).toContain('confirming');
    expect(blockOf(stateAfter('claim.confirmed'), 9000, 80).at(-1)).toContain('holdout');
  });

  it('is never wider than the terminal', () => {
    const widths = fc.integer({ min: 2, max: 120 });
    fc.assert(
      fc.property(widths, fc.integer({ min: 0, max: EVENTS.length }), (width, count) => {
        const lines = blockOf(runStateOf(EVENTS.slice(0, count)), 1234, width);
        for (const line of lines) expect(Array.from(line).length).toBeLessThan(width);
      }),
    );
  });
});

describe('lineOf()', () => {
  it('says the same in one line', () => {
    const line = lineOf(stateAfter('trial.finished', 2), 5000);
    expect(line).toBe(
      '5 s; 3 trials, 0.6/s, 50 % valid, 1 rejected; best t2: quality 0.9 share, plain 0.7, +0.2 (+28.6 %); 5 s left',
    );
  });
});
