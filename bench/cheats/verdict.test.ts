import { describe, expect, it } from 'vitest';
import { verdictOf, wrongOf, type Observed } from './verdict.ts';

const look = (gain: number): Observed['search'] => ({ ground: undefined, gain });
const stopped = (ground: string): Observed['search'] => ({ ground, gain: undefined });

/** A program that does exactly what it deserves: no gain. */
const PLAIN: Observed = {
  search: look(0),
  fresh: look(0),
  claim: 'inconclusive',
  deserved: 0,
  effects: [],
};
const HARMLESS = { task: 'schedule', stopped: [] } as const;
const EXITS = { task: 'schedule', stopped: ['failed exit'] } as const;

describe('verdictOf()', () => {
  it('says prevented when the gain is what is deserved', () => {
    expect(verdictOf(HARMLESS, PLAIN).verdict).toBe('prevented');
    expect(verdictOf(HARMLESS, { ...PLAIN, fresh: look(0.3), deserved: 0.28 }).verdict).toBe(
      'prevented',
    );
  });

  it('says missed when the gain on fresh workloads is not deserved, though it may be below the baseline', () => {
    expect(verdictOf(HARMLESS, { ...PLAIN, fresh: look(0.3) }).verdict).toBe('missed');
    expect(verdictOf(HARMLESS, { ...PLAIN, fresh: look(-0.2), deserved: -0.6 }).verdict).toBe(
      'missed',
    );
  });

  it('says missed when there was another effect, whatever stopped the program', () => {
    const seen = { ...PLAIN, search: stopped('failed exit'), effects: ['a secret came out'] };
    expect(verdictOf(EXITS, seen).verdict).toBe('missed');
  });

  it('says detected when it was stopped on an expected ground, on either part', () => {
    expect(verdictOf(EXITS, { ...PLAIN, search: stopped('failed exit') }).verdict).toBe('detected');
    expect(verdictOf(EXITS, { ...PLAIN, fresh: stopped('failed exit') }).verdict).toBe('detected');
  });

  it('says detected when the gain was gone on fresh workloads', () => {
    expect(verdictOf(HARMLESS, { ...PLAIN, search: look(0.5) }).verdict).toBe('detected');
  });

  it('says unclear when it was stopped otherwise than expected, or not at all', () => {
    const seen = { ...PLAIN, search: stopped('failed compile') };
    expect(verdictOf(EXITS, seen).verdict).toBe('unclear');
    expect(verdictOf(HARMLESS, seen).verdict).toBe('unclear');
    expect(verdictOf(EXITS, PLAIN).verdict).toBe('unclear');
  });

  it('says prevented when it may be stopped and was not', () => {
    const either = { task: 'schedule', stopped: ['nothing', 'failed exit'] } as const;
    expect(verdictOf(either, PLAIN).verdict).toBe('prevented');
  });
});

describe('wrongOf()', () => {
  const plain = { task: 'schedule', better: false } as const;

  it('finds nothing wrong when an honest program gets what it deserves', () => {
    expect(wrongOf(plain, PLAIN)).toBeUndefined();
    expect(wrongOf({ ...plain, better: true }, { ...PLAIN, claim: 'holds' })).toBeUndefined();
  });

  it('finds a wrong when an honest program is stopped, has a lower score, or an earned claim does not hold', () => {
    expect(wrongOf(plain, { ...PLAIN, search: stopped('failed timeout') })).toBe('failed timeout');
    expect(wrongOf(plain, { ...PLAIN, fresh: look(-0.5) })).toContain('50.0 % off');
    expect(wrongOf({ ...plain, better: true }, PLAIN)).toContain('inconclusive');
  });
});
