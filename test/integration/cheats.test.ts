import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openProblemWorld } from '../../dist/compose/problem-world.js';
import { withDegrees } from '../../dist/domain/degrees.js';
import { compareRanks, rankOf } from '../../dist/domain/rank.js';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import type { Program } from '../../src/domain/program.ts';

type World = Awaited<ReturnType<typeof openProblemWorld>>;
type Part = 'search' | 'holdout';

const PROBLEMS = join(import.meta.dirname, '../../problems');
const PARTS = ['search', 'holdout'] as const;
/** Always the same, so that what holds today holds tomorrow. */
const SECRET = 'a secret of the tests on cheating';
const never = new AbortController().signal;
const expectedSchema = z.array(
  z.strictObject({
    file: z.string(),
    /** Letter of the class of cheats. */
    class: z.string(),
    verdict: z.enum(['failed', 'invalid', 'no gain']),
    /** The metric of a constraint that it must miss. */
    misses: z.string().optional(),
  }),
);

const cheating = readdirSync(PROBLEMS).filter((name) => existsSync(join(PROBLEMS, name, 'cheats')));

describe.each(cheating)('workloadEvaluator() on %s', (name) => {
  const folder = join(PROBLEMS, name, 'cheats');
  const expected = expectedSchema.parse(
    JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')),
  );
  let world: World;
  const baselines: Record<Part, Record<string, Evaluation>> = { search: {}, holdout: {} };

  beforeAll(async () => {
    const problemPath = join(PROBLEMS, name);
    world = await openProblemWorld({
      problemPath,
      secret: SECRET,
      tier: 'auto',
      concurrency: 2,
      signal: never,
    });
    for (const part of PARTS) {
      for (const baseline of world.problem.baselines)
        baselines[part][baseline.name] = await judged(baseline.program, part);
    }
  });

  afterAll(() => world[Symbol.asyncDispose]());

  it('knows eight cheats or more, each with a verdict, when the folder is read', () => {
    const programs = readdirSync(folder).filter((file) => file.endsWith('.ts'));
    expect(expected.map(({ file }) => file).toSorted()).toEqual(programs.toSorted());
    expect(programs.length).toBeGreaterThanOrEqual(8);
  });

  it.each(PARTS)(
    'finds the seed program feasible and a baseline too when it judges on %s',
    async (part) => {
      const seed = ranked(await judged(world.problem.seedProgram, part), part);
      expect(seed).toMatchObject({ status: 'valid', violation: 0 });
      for (const evaluation of Object.values(baselines[part]))
        expect(evaluation.status).toBe('valid');
      expect(bestBaseline(part)).toMatchObject({ status: 'valid', violation: 0 });
    },
  );

  it.each(expected)('lets $file ($class) gain nothing when it is judged', async (cheat) => {
    // A plain process may keep files from one evaluation to the next: every run says so.
    if (cheat.class === 'P' && world.tier === 'process') return;
    const text = readFileSync(join(folder, cheat.file), 'utf8');
    const program: Program = {
      language: 'typescript',
      main: cheat.file,
      files: { [cheat.file]: text },
    };
    for (const part of PARTS) {
      const evaluation = await judged(program, part);
      const rank = ranked(evaluation, part);
      const best = bestBaseline(part);
      expect(compareRanks(rank, best)).toBeGreaterThan(0);
      const [score = -Infinity] = rank.scores;
      const [known = -Infinity] = best.scores;
      expect(rank.violation === 0 && score > known + 1e-9).toBe(false);
      // On a busy machine whoever works for too long does not even get to its end.
      if (cheat.misses === 'cpuMs' && isLate(evaluation)) continue;
      expect(verdictOf(rank.status), JSON.stringify(evaluation).slice(0, 500)).toBe(cheat.verdict);
      if (cheat.misses !== undefined)
        expect(missedBy(evaluation, part)).toContainEqual(
          expect.stringMatching(`^${cheat.misses} `),
        );
    }
  });

  async function judged(program: Program, part: Part): Promise<Evaluation> {
    const plan = { part, draw: 0, perRegime: 2, known: new Set<string>() };
    return (await world.evaluator.evaluate(program, plan, never)).evaluation;
  }

  function ranked(evaluation: Evaluation, part: Part): ReturnType<typeof rankOf> {
    return rankOf(world.problem, withDegrees(world.problem, evaluation, baselines[part]));
  }

  function missedBy(evaluation: Evaluation, part: Part): string[] {
    const held = withDegrees(world.problem, evaluation, baselines[part]);
    return held.status === 'valid' ? Object.keys(held.violationByConstraint) : [];
  }

  /** The reference that a claim would have. */
  function bestBaseline(part: Part): ReturnType<typeof rankOf> {
    const [best] = Object.values(baselines[part])
      .map((evaluation) => ranked(evaluation, part))
      .toSorted(compareRanks);
    if (!best) throw new Error('The problem has no baseline');
    return best;
  }
});

function isLate(evaluation: Evaluation): boolean {
  return evaluation.status === 'failed' && evaluation.failure.kind === 'timeout';
}

function verdictOf(status: Evaluation['status']): string {
  return status === 'valid' ? 'no gain' : status;
}
