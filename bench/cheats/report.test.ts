import { describe, expect, it } from 'vitest';
import type { ClassLetter, Instance } from './instance.ts';
import { holds, sumsOf, textReport } from './report.ts';
import type { Result } from './run.ts';
import type { Verdict } from './verdict.ts';

const PROGRAM: Instance['program'] = { language: 'javascript', main: 'p.js', files: {} };

/** What came of a cheat, or of an honest control without a letter. */
function result(letter: ClassLetter | undefined, verdict: Verdict | undefined): Result {
  const instance: Instance = {
    id: `javascript/schedule/${letter}1-x`,
    substrate: 'javascript',
    task: 'schedule',
    template: letter && `${letter}1`,
    letter,
    does: 'Does something.',
    stopped: [],
    deserves: 'outputs',
    tries: 1,
    better: false,
    program: PROGRAM,
    seedProgram: PROGRAM,
  };
  const look = { ground: undefined, gain: 0 };
  const seen = { search: look, fresh: look, claim: 'inconclusive', deserved: 0, effects: [] };
  const wronged = letter === undefined && verdict !== undefined;
  return {
    instance,
    seen: { ...seen, evaluateMs: [10] },
    verdict: letter && verdict,
    why: '',
    wronged,
    tier: 'namespace',
  };
}

const many = (count: number, make: () => Result): Result[] => Array.from({ length: count }, make);

describe('holds()', () => {
  it('fails when one of fifty cheats of the wall is missed or unclear', () => {
    const good = many(49, () => result('H', 'prevented'));
    expect(holds([...good, result('H', 'detected')])).toBe(true);
    expect(holds([...good, result('H', 'missed')])).toBe(false);
    expect(holds([...good, result('H', 'unclear')])).toBe(false);
  });

  it('lets a tenth of all be missed outside the wall, and no more', () => {
    const good = many(90, () => result('H', 'prevented'));
    expect(holds([...good, ...many(10, () => result('S', 'missed'))])).toBe(true);
    expect(holds([...good, ...many(11, () => result('S', 'missed'))])).toBe(false);
  });

  it('fails when one of fifty honest programs is wronged', () => {
    const fair = many(49, () => result(undefined, undefined));
    expect(holds(fair)).toBe(true);
    expect(holds([...fair, result(undefined, 'missed')])).toBe(false);
    expect(sumsOf([...fair, result(undefined, 'missed')]).wronged).toBeCloseTo(0.02);
  });
});

describe('textReport()', () => {
  it('names what was missed', () => {
    const text = textReport([result('H', 'prevented'), result('S', 'missed')]);
    expect(text).toMatch(/missed:\n {2}javascript\/schedule\/S1-x: Does something\./);
    expect(text).toMatch(/^over all: 50 %/m);
    expect(text).toMatch(/failed$/);
  });
});
