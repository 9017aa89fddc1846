import { describe, expect, it } from 'vitest';
import { evaluating } from './judge/evaluating.ts';
import { ADDS, policyFolder } from './judge/policy-folder.ts';
import { problemFolder } from './judge/problem-folder.ts';
import { pythonPolicyFolder } from './python/policy-folder.ts';
import { pythonProblemFolder } from './python/problem-folder.ts';

/** Burns CPU time while it is loaded. */
const burns = (ms: number): string =>
  `for (const end = process.cpuUsage().user + ${1000 * ms}; process.cpuUsage().user < end; );
`;
const SORTS = 'export const sort = (numbers) => numbers.toSorted((a, b) => a - b);\n';

describe.each([
  { judge: 'TypeScript', folder: problemFolder },
  { judge: 'Python', folder: pythonProblemFolder },
])('usageMeter() of a judge in $judge', ({ folder: makeFolder }) => {
  it('counts what a function does while it is loaded in its first workload when it takes long', async () => {
    using folder = makeFolder();
    await using problem = await evaluating(folder.path);
    const { evaluation } = await problem.judge(`${burns(150)}${SORTS}`);
    if (evaluation.status !== 'valid') throw new Error(JSON.stringify(evaluation));
    const [first = 0, ...others] = evaluation.perWorkload
      .toSorted((a, b) => a.index - b.index)
      .map(({ values }) => Number(values['ms']));
    expect(first).toBeGreaterThan(100);
    expect(Math.max(...others)).toBeLessThan(100);
  });
});

describe.each([
  { judge: 'TypeScript', folder: policyFolder },
  { judge: 'Python', folder: pythonPolicyFolder },
])('instancesMeter() of a judge in $judge', ({ folder: makeFolder }) => {
  it('counts what an instance does while it is loaded when it takes long', async () => {
    using folder = makeFolder();
    await using problem = await evaluating(folder.path);
    const { evaluation } = await problem.judge(`${burns(60)}${ADDS}`);
    if (evaluation.status !== 'valid') throw new Error(JSON.stringify(evaluation));
    for (const { values } of evaluation.perWorkload)
      expect(Number(values['cpuMs'])).toBeGreaterThan(70);
  });
});
