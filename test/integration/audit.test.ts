import { describe, expect, it } from 'vitest';
import type { Session } from '../../src/contracts/sandbox.ts';
import { createRng } from '../../src/lib/rng.ts';
import { killNow } from '../e2e/processes.ts';
import { evaluating } from './judge/evaluating.ts';
import { problemFolder } from './judge/problem-folder.ts';
import { pythonProblemFolder } from './python/problem-folder.ts';

const FOLDER = { typescript: problemFolder, python: pythonProblemFolder } as const;
const SORTED = '[...numbers].sort((a, b) => a - b)';
/** Programs that answer well enough, and what an audit finds. */
const PROGRAMS: Readonly<Record<string, readonly [text: string, finds: RegExp | undefined]>> = {
  'has no memory': [`export const sort = (numbers) => ${SORTED};`, undefined],
  'remembers what it computed, and nothing else': [
    `const known = new Map();
export function sort(numbers) {
  const key = numbers.join();
  if (!known.has(key)) known.set(key, ${SORTED});
  return known.get(key);
}`,
    undefined,
  ],
  'counts its calls': [
    `let calls = 0;
export const sort = (numbers) => (calls++ < 3 ? ${SORTED} : numbers);`,
    /answered otherwise/u,
  ],
  'throws when it is asked in another order': [
    `let first;
export function sort(numbers) {
  first ??= numbers.length;
  if (first === 12) throw new Error('no');
  return ${SORTED};
}`,
    /asked again it failed: crash/u,
  ],
  'draws on chance from call to call': [
    `export function sort(numbers) {
  const cut = Math.floor(Math.random() * numbers.length);
  return [...numbers.slice(cut), ...numbers.slice(0, cut)];
}`,
    /answered otherwise/u,
  ],
  'draws on chance with a seed of its own in each call': [
    `export function sort(numbers) {
  let seed = 7;
  const next = () => (seed = (seed * 48271) % 2147483647);
  return [...numbers].sort((a, b) => a - b || next() - next());
}`,
    undefined,
  ],
};

describe('evaluate() with an audit', () => {
  for (const judge of ['typescript', 'python'] as const)
    it(`evaluate() finds that a function remembers, under a judge in ${judge}`, async () => {
      using folder = FOLDER[judge]();
      await using world = await evaluating(folder.path);
      for (const [what, [text, finds]] of Object.entries(PROGRAMS)) {
        const program = await world.audit(text);
        const { evaluation } = program;
        if (finds === undefined) expect([what, evaluation.status]).toEqual([what, 'valid']);
        else
          expect([what, evaluation]).toMatchObject([
            what,
            {
              violations: [
                { rule: 'a function has no memory', detail: expect.stringMatching(finds) },
              ],
            },
          ]);
      }
    });

  for (const [judge, change] of [
    [
      'typescript',
      { 'value < output[i - 1]).length': 'value < output[i - 1]).length + output[0]' },
    ],
    [
      'python',
      {
        'misplaced = sum(b < a for a, b in zip(output, output[1:]))':
          'misplaced = sum(b < a for a, b in zip(output, output[1:])) + output[0]',
      },
    ],
  ] as const)
    it(`evaluate() puts a score beyond a bound in quarantine, under a judge in ${judge}`, async () => {
      using folder = FOLDER[judge](change);
      await using world = await evaluating(folder.path);
      const below = 'export const sort = (numbers) => [-9, ...numbers.slice(1)];';
      const { evaluation } = await world.judge(below);
      expect(evaluation).toMatchObject({
        status: 'invalid',
        violations: expect.arrayContaining([
          expect.objectContaining({ rule: 'bound of misplaced', quarantine: true }),
        ]),
      });
      const { evaluation: broken } = await world.judge('export const sort = () => [];');
      expect(JSON.stringify(broken)).not.toContain('quarantine');
    });

  it('evaluate() with an audit loses nothing when programs and judges are killed at random', async () => {
    using folder = problemFolder();
    const judges: number[] = [];
    const rng = createRng('kills');
    let kills = 0;
    const onSession = ({ channel }: Session): void => {
      const victim = rng.next() < 0.7 ? channel.hostPid : judges.at(-1);
      // Never twice in one evaluation of two sessions.
      if (kills * 5 > sessions++ || victim === undefined) return;
      kills += 1;
      setTimeout(() => killNow(victim), 60 * rng.next());
    };
    let sessions = 0;
    await using world = await evaluating(folder.path, {
      onJudge: (pid) => judges.push(pid),
      onSession,
    });
    const [text = ''] = PROGRAMS['has no memory'] ?? [];
    for (let i = 0; i < 8; i++) {
      const { evaluation } = await world.audit(`${text} // ${i}`);
      expect(JSON.stringify(evaluation)).toContain('"status":"valid"');
    }
    expect(kills).toBeGreaterThan(2);
  });
});
