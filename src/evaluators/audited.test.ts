import { describe, expect, it } from 'vitest';
import type { Failure } from '../domain/evaluation.ts';
import { isLate } from './audited.ts';
import type { SessionResult } from './conduct-session.ts';
import type { Outcome } from './judge-protocol.ts';

const around = {
  artifacts: { stdout: '', stderr: '' },
  tier: 'process',
  killedByOthers: false,
  idle: false,
} as const;

function failed(kind: Failure['kind']): SessionResult<Outcome> {
  const failure: Failure = { kind, detail: 'a call was not answered within 500 ms' };
  const result: Outcome = { kind: 'failed', failure, finished: [] };
  return { kind: 'conducted', result, ended: undefined, ...around };
}

describe('isLate()', () => {
  it('is true of a call that was not answered in time, and of nothing else that failed', () => {
    expect(isLate(failed('timeout'))).toBe(true);
    for (const kind of ['crash', 'memory', 'output-limit'] as const)
      expect(isLate(failed(kind))).toBe(false);
  });

  it('is true of a replay that did not start in time', () => {
    const failure: Failure = { kind: 'timeout', detail: 'it did not load in time' };
    expect(isLate({ kind: 'not-started', failure, ...around })).toBe(true);
  });
});
