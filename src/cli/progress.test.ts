import { describe, expect, it } from 'vitest';
import { applyEvent, emptyRunState } from '../domain/run-state.ts';
import { shortRun, storedEvents } from '../testing/run-events.ts';
import type { Io } from './io.ts';
import { progressOn } from './progress.ts';

/** Streams that keep what was written. */
function recordedIo(isTty: boolean): { io: Io; written: () => string } {
  let text = '';
  const clock = { monotonicMs: () => 0, wallMs: () => 0 };
  const err = { write: (part: string) => void (text += part), isTty, columns: () => 80 };
  const out = { write: () => {}, isTty, columns: () => 80 };
  return { io: { out, err, env: {}, clock }, written: () => text };
}

describe('progressOn() in a pause', () => {
  it('shows a clock that stands still, and goes on from there', () => {
    let nowMs = 0;
    const { io, written } = recordedIo(true);
    const state = emptyRunState();
    const progress = progressOn({ ...io, clock: { ...io.clock, monotonicMs: () => nowMs } }, state);
    const told = (kind: 'pause' | 'continue', atMs: number): void => {
      nowMs = atMs;
      const who = { order: kind, by: 'ada', command: { kind } };
      const event = { seq: 1, v: 1, atMs, type: 'run.steered' as const, ...who };
      applyEvent(state, event);
      progress.saw(event);
    };
    told('pause', 5_000);
    told('continue', 65_000);
    nowMs = 67_000;
    progress.end();
    expect(written()).toContain('barbican  7 s');
  });
});

function shown(isTty: boolean): string {
  const { io, written } = recordedIo(isTty);
  const state = emptyRunState();
  const progress = progressOn(io, state);
  for (const event of storedEvents(shortRun())) {
    applyEvent(state, event);
    progress.saw(event);
  }
  progress.end();
  return written();
}

describe('progressOn()', () => {
  it('writes a line for each new best and each phase where there is no terminal', () => {
    const lines = shown(false).trimEnd().split('\n');
    expect(lines.filter((line) => line.includes('best t2'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('confirming the claim'))).toHaveLength(1);
    expect(lines.join('')).not.toContain('\u001B');
  });

  it('leaves the last block on a terminal', () => {
    const text = shown(true);
    expect(text).toContain('\u001B[J');
    expect(text).toContain('best t2: quality 0.9 share');
    expect(text.endsWith('ended\n')).toBe(true);
  });
});
