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
