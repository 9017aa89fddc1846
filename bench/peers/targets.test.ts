import { expect, it } from 'vitest';
import { programText } from './eight.ts';
import { type Row, targetsOf } from './targets.ts';

const row = (name: string, rest: Partial<Row> = {}): Row => ({
  name,
  version: '',
  asked: 1_000,
  firstSeconds: 0.5,
  over300: 10,
  at100: 10,
  at1000: 10,
  cpuMs: 1,
  diskBytes: 1_000,
  peakMiB: 1,
  ...rest,
});
const metOf = (...rows: Row[]): boolean[] => targetsOf(rows).map(({ met }) => met);

it('targetsOf() holds our middle row against the fastest peer', () => {
  const slow = row('slow', { over300: 1, at1000: 1 });
  const ours = row('barbican-namespace', { over300: 20, at1000: 80, lost: 0 });
  expect(metOf(row('fast'), slow, ours)).toEqual([true, true, true, true, true]);
  const worse = { over300: 19, at1000: 79, diskBytes: 4_001, firstSeconds: 1.1, lost: 1 };
  expect(metOf(row('fast'), slow, { ...ours, ...worse })).toEqual(Array(5).fill(false));
  expect(metOf(row('fast'), ours, { ...ours, ...worse }, ours)).toEqual(Array(5).fill(true));
});

it('targetsOf() says nothing of what was not measured', () => {
  const ours = row('barbican-namespace', { at1000: Number.NaN });
  expect(targetsOf([row('fast'), ours]).map(({ said }) => said)).toHaveLength(3);
  expect(targetsOf([ours])).toHaveLength(2);
});

it('programText() is another one for each number', () => {
  const bodies = Array.from({ length: 1_001 }, (_, n) => programText(n).split('\n')[1]);
  expect(new Set(bodies).size).toBe(bodies.length);
});
