import { describe, expect, it } from 'vitest';
import { ContractError } from '../domain/errors.ts';
import { runStateOf } from '../domain/run-state.ts';
import { shortRun, storedEvents } from '../testing/run-events.ts';
import { viewOf } from './view.ts';

const state = runStateOf(storedEvents(shortRun()));
const { problem } = state.started ?? {};
if (!problem) throw new Error('no problem');
const view = viewOf(problem, state, new Map([['seed', 2]]));

describe('viewOf()', () => {
  it('viewOf() shows score and violation of valid trials only', () => {
    expect(view.trial('t2')).toMatchObject({ status: 'valid', score: 0.9, violation: 0 });
    expect(view.trial('t1')).toMatchObject({
      status: 'failed',
      score: undefined,
      violation: undefined,
      signature: undefined,
    });
  });

  it('viewOf() compares by rank', () => {
    expect(view.compare('t2', 'seed')).toBeLessThan(0);
    expect(view.compare('t1', 'seed')).toBeGreaterThan(0);
    expect(view.compare('seed', 'seed')).toBe(0);
  });

  it('viewOf() counts finished children, rejected ones too, and those under way', () => {
    expect([view.childCount('seed'), view.pendingCount('seed')]).toEqual([3, 2]);
    expect([view.childCount('t1'), view.pendingCount('t1')]).toEqual([0, 0]);
  });

  it('viewOf() refuses a trial that has not finished', () => {
    expect(() => view.trial('t3')).toThrow(ContractError);
    expect(() => view.compare('seed', 't99')).toThrow(/"t99"/u);
  });
});
