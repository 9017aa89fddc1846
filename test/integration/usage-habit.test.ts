import { describe, expect, it } from 'vitest';
import { evaluating } from './judge/evaluating.ts';
import { problemFolder } from './judge/problem-folder.ts';

/** Two workloads of each make more than a judge looks at whose metrics read no CPU time. */
const REGIMES = 140;
/** CPU time is read for those alone who put a -1 first. */
const CHANGES = {
  "regimes: {\n      few: { length: int(2, 10) },\n      many: { length: int(20, 40) },\n      sorted: slow({ order: 'up', length: 12 }),\n    },": `regimes: Object.fromEntries(Array.from({ length: ${REGIMES} }, (_, i) => ['r' + i, { length: int(2, 10) }])),`,
  'ms: usage.cpuMs': 'ms: output[0] === -1 ? usage.cpuMs : 0',
  'constraints: { ms: atMost(1_000) },': 'noFloors: "a test",',
};
const FIRST = 'export function sort(numbers) { return numbers.with(0, -1); }';

describe('workloadEvaluator() of a problem that hardly ever reads CPU time', () => {
  it('workloadEvaluator() conducts a program again when CPU time is read that nobody had looked at', async () => {
    using folder = problemFolder(CHANGES);
    let sessions = 0;
    await using world = await evaluating(folder.path, { onSession: () => (sessions += 1) });
    const started = async (text: string): Promise<number> => {
      const before = sessions;
      expect((await world.judge(text)).evaluation.status).toBe('valid');
      return sessions - before;
    };
    expect(await started('honest')).toBe(1);
    // From now on nobody looks.
    expect(await started('honest')).toBe(1);
    expect(await started(FIRST)).toBe(2);
    // Now somebody does again.
    expect(await started(FIRST)).toBe(1);
  });
});
