import { describe, expect, it } from 'vitest';
import { shortRun, storedEvents } from '../../testing/run-events.ts';
import { eventLine } from './event-line.ts';

describe('eventLine()', () => {
  it('says of each event what matters, in one line', () => {
    const events = storedEvents(shortRun());
    const lines = events.map((event) => eventLine(event, events[0]?.atMs ?? 0));
    expect(lines[0]).toBe(
      '     1     +0.00 s  run.started  toy, budget 10s,trials=40, strategy pool, sandbox process, random seed 7',
    );
    expect(lines).toContain('     7     +0.06 s  trial.finished  t1 failed: timeout: after 10 ms');
    expect(lines).toContain('    10     +0.09 s  trial.finished  t2 quality 0.9, costMs 8');
    expect(lines.at(-1)).toBe('    14     +0.13 s  run.ended  budget: budget');
    for (const line of lines) expect(line).not.toContain('\n');
  });

  it('keeps a text of several lines in one', () => {
    const event = {
      type: 'run.ended',
      why: 'failed',
      // A terminal must not obey what an error holds.
      detail: 'first\n   \u001B[2Jse\u202Econd\u0007',
      wallMs: 1,
      seq: 1,
      v: 1,
      atMs: 0,
    } as const;
    expect(eventLine(event, 0)).toContain('failed: first [2Jsecond');
  });
});
