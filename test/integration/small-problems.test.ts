/** The small problems that ship, judged by the real evaluator: baselines, bounds, and cheats that must not gain. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openProblemWorld, type ProblemWorld } from '../../dist/compose/problem-world.js';

const SMALL = join(import.meta.dirname, '../../problems/small');
const expectedSchema = z.array(
  z.strictObject({
    file: z.string(),
    class: z.string(),
    verdict: z.enum(['failed', 'invalid', 'no gain']),
  }),
);
/** Each problem with the baseline that its cheats pretend to be, and the one that must be worse than the best. */
const SUBJECTS = [
  { name: 'bin-packing', honest: 'best-fit', metric: 'binsUsed', worse: 'harmonic', sign: 1 },
  { name: 'cache', honest: 'lru', metric: 'byteHitRatio', worse: 'fifo', sign: -1 },
  { name: 'compressor', honest: 'lz', metric: 'packedShare', worse: 'run-lengths', sign: 1 },
  {
    name: 'join-order',
    honest: 'greedy-operators',
    metric: 'planCost',
    worse: 'as-written',
    sign: 1,
  },
  { name: 'spot', honest: 'greedy', metric: 'cost', worse: 'on-demand', sign: 1 },
] as const;
const never = new AbortController().signal;
const SECRET = '0123456789abcdef0123456789abcdef';

type Evaluation = Awaited<ReturnType<ProblemWorld['evaluator']['evaluate']>>['evaluation'];

describe.each(SUBJECTS)('problems/small/$name', ({ name, honest, metric, worse, sign }) => {
  const folder = join(SMALL, name);
  const cheats = expectedSchema.parse(
    JSON.parse(readFileSync(join(folder, 'cheats/expected.json'), 'utf8')),
  );
  const baselines = readdirSync(join(folder, 'baselines')).map((one) => `baselines/${one}`);
  let world: ProblemWorld;
  let reference: Evaluation;

  beforeAll(async () => {
    const options = { problemPath: folder, secret: SECRET, tier: 'auto', concurrency: 1 } as const;
    world = await openProblemWorld({ ...options, signal: never });
    reference = await judged(`baselines/${honest}.ts`);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it('has a verdict for each of at least five cheats when the folder is read', () => {
    const files = readdirSync(join(folder, 'cheats')).filter((file) => file.endsWith('.ts'));
    expect(cheats.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
    expect(cheats.length).toBeGreaterThanOrEqual(5);
  });

  it.for(cheats)(
    'gives nothing to $file when it is judged',
    async ({ file, verdict }, { skip }) => {
      if (verdict === 'no gain' && world.tier !== 'namespace') skip('only namespaces hide files');
      const evaluation = await judged(`cheats/${file}`);
      if (verdict !== 'no gain') return expect(evaluation.status).toBe(verdict);
      // It behaves as what it pretends to be as long as it has found nothing out.
      expect(valueOf(evaluation)).toBe(valueOf(reference));
      expect(signatureOf(evaluation)).toBe(signatureOf(reference));
    },
  );

  it('tells the programs apart when they are the baselines', async () => {
    const other = valueOf(await judged(`baselines/${worse}.ts`));
    expect(sign * (other - valueOf(reference))).toBeGreaterThan(0);
  });

  it('gives the same signature when the seed program is judged twice', async () => {
    const [first, second] = [await judged('seed.ts'), await judged('seed.ts')];
    expect(valueOf(first)).toBeGreaterThan(0);
    expect(signatureOf(second)).toBe(signatureOf(first));
  });

  /** Judges a file of the problem with the baselines that it may build on. */
  async function judged(file: string): Promise<Evaluation> {
    const paths = new Set([file, ...baselines]);
    const files = Object.fromEntries(
      [...paths].map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
    );
    const program = { language: 'typescript', main: file, files } as const;
    const plan = { part: 'search', draw: 0, perRegime: 1, known: new Set<string>() } as const;
    return (await world.evaluator.evaluate(program, plan, never)).evaluation;
  }

  function valueOf(evaluation: Evaluation): number {
    if (evaluation.status === 'valid') return evaluation.metrics[metric] ?? Number.NaN;
    throw new Error(`It is ${JSON.stringify(evaluation)}`);
  }
});

function signatureOf(evaluation: Evaluation): string | undefined {
  return evaluation.status === 'valid' ? evaluation.signature : undefined;
}
