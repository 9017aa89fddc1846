import { describe, expect, it } from 'vitest';
import { FAULT_NAMES, type FaultName, PRINTED_BYTES, TAKEN_BYTES } from './faults.ts';
import type { Seen } from './job.ts';
import { FAULT_AT, GOOD_SCORES, PROPOSALS } from './script.ts';
import { tableText } from './table.ts';
import { cellText, isClean, verdictOn } from './verdict.ts';

const goodScores = Object.fromEntries([...GOOD_SCORES].map(([trial, score]) => [trial, [score]]));

/** A run of which nothing can be said. */
const clean: Seen = {
  timedOut: false,
  exitCode: 0,
  shellKilled: false,
  asked: PROPOSALS,
  scoresByTrial: goodScores,
  left: [],
  peakBytes: 1e8,
  printedBytes: 1e5,
  keySeen: false,
  wroteOutside: false,
  connected: false,
};

/** What shows that a fault had an effect. */
const LEAKS: Readonly<Record<FaultName, Partial<Seen>>> = {
  raises: { exitCode: 1 },
  loops: { timedOut: true },
  exits: { asked: FAULT_AT },
  kills: { shellKilled: true },
  memory: { peakBytes: TAKEN_BYTES },
  prints: { printedBytes: PRINTED_BYTES },
  forks: { left: ['python3'] },
  key: { keySeen: true },
  writes: { wroteOutside: true },
  connects: { connected: true },
  stack: { scoresByTrial: { ...goodScores, [FAULT_AT]: [1] } },
};

describe('verdictOn()', () => {
  for (const fault of FAULT_NAMES) {
    it(`sees no effect of ${fault} when nothing came of it`, () => {
      expect(isClean(verdictOn(fault, clean))).toBe(true);
    });

    it(`sees the effect of ${fault} when it leaks`, () => {
      const verdict = verdictOn(fault, { ...clean, ...LEAKS[fault] });
      expect(verdict.effect).toBe(true);
      expect(isClean(verdict)).toBe(false);
    });
  }

  it('holds it against nobody that a killed shell cannot tell the exit code', () => {
    const verdict = verdictOn('kills', { ...clean, shellKilled: true, exitCode: null });
    expect(verdict).toMatchObject({ effect: true, endedRightly: true, lost: 0 });
  });

  it('counts a good trial as lost when it has no score, a wrong one, or two', () => {
    const scoresByTrial = { ...goodScores, 4: [], 5: [0], 6: [0.35, 0.9] };
    const verdict = verdictOn('raises', { ...clean, scoresByTrial });
    expect(verdict).toMatchObject({ effect: true, nextRight: false, lost: 3, endedRightly: true });
    expect(cellText(verdict)).toBe('effect, next not right, 3 lost');
  });

  it('takes a score that is not a number for a stolen one when it stands for the faulty trial', () => {
    const scoresByTrial = { ...goodScores, [FAULT_AT]: [Number.NaN] };
    expect(verdictOn('stack', { ...clean, scoresByTrial }).effect).toBe(true);
  });

  it('asks nothing of the control but that all is right', () => {
    expect(isClean(verdictOn('none', clean))).toBe(true);
    expect(isClean(verdictOn('none', { ...clean, exitCode: 1 }))).toBe(false);
  });
});

describe('tableText()', () => {
  it('has a row for each fault asked for and leaves out who was skipped', () => {
    const text = tableText(
      [
        {
          name: 'a',
          version: '1',
          runs: { stack: { seen: clean, verdict: verdictOn('stack', clean) } },
        },
        { name: 'b', version: '', skipped: 'not installed', runs: {} },
      ],
      ['stack', 'key'],
    );
    expect(text.split('\n')).toEqual([
      '| a program that … | a 1 |',
      '| --- | --- |',
      '| reads a key from the environment | not run |',
      "| reads a secret from the evaluator's stack | – |",
    ]);
  });
});
