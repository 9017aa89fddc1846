/** The problems of policies that ship, judged by the real evaluator: baselines, bounds, and cheats that must not gain. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Language } from '../../src/domain/program.ts';
import { compiledHere } from './native/compilers.ts';
import { openProblemWorld, type ProblemWorld } from '../../dist/compose/problem-world.js';

const SMALL = join(import.meta.dirname, '../../problems/small');
const expectedSchema = z.array(
  z.strictObject({
    file: z.string(),
    class: z.string(),
    verdict: z.enum(['failed', 'invalid', 'no gain']),
  }),
);
/** Each problem with the baseline that its cheats pretend to be, and another whose metric differs in this direction. */
const SUBJECTS = [
  {
    name: 'bin-packing',
    seed: 'seed.ts',
    honest: 'baselines/best-fit.ts',
    metric: 'binsUsed',
    other: 'baselines/harmonic.ts',
    sign: 1,
  },
  {
    name: 'cache',
    seed: 'seed.ts',
    honest: 'baselines/lru.ts',
    metric: 'byteHitRatio',
    other: 'baselines/fifo.ts',
    sign: -1,
  },
  {
    name: 'posting-lists',
    seed: 'seed.c',
    honest: 'baselines/fixed.c',
    metric: 'bitsPerGap',
    other: 'baselines/greedy.rs',
    sign: -1,
  },
  {
    name: 'congestion',
    seed: 'seed.py',
    honest: 'baselines/aimd.py',
    metric: 'goodput',
    other: 'baselines/delay.py',
    sign: -1,
  },
  {
    name: 'lease',
    seed: 'seed.py',
    honest: 'baselines/majority.py',
    metric: 'messages',
    other: 'baselines/master.py',
    sign: -1,
  },
  {
    name: 'serving',
    seed: 'seed.py',
    honest: 'baselines/first_come.py',
    metric: 'first_ms',
    other: 'baselines/short_first.py',
    sign: -1,
  },
  {
    name: 'compressor',
    seed: 'seed.ts',
    honest: 'baselines/lz.ts',
    metric: 'packedShare',
    other: 'baselines/run-lengths.ts',
    sign: 1,
  },
  {
    name: 'join-order',
    seed: 'seed.ts',
    honest: 'baselines/greedy-operators.ts',
    metric: 'planCost',
    other: 'baselines/as-written.ts',
    sign: 1,
  },
  {
    name: 'spot',
    seed: 'seed.ts',
    honest: 'baselines/greedy.ts',
    metric: 'cost',
    other: 'baselines/on-demand.ts',
    sign: 1,
  },
] as const;
const LANGUAGES: Readonly<Record<string, Language>> = {
  '.ts': 'typescript',
  '.py': 'python',
  '.c': 'c',
  '.rs': 'rust',
};
/** Programs in these may import the baselines. */
const BUILDS_ON: ReadonlySet<string> = new Set(['.ts', '.py']);
const compiled = await compiledHere();
const never = new AbortController().signal;
const SECRET = '0123456789abcdef0123456789abcdef';

type Evaluation = Awaited<ReturnType<ProblemWorld['evaluator']['evaluate']>>['evaluation'];

const judgeable = SUBJECTS.filter(
  ({ name }) => name !== 'posting-lists' || (compiled.has('c') && compiled.has('rust')),
);

describe.each(judgeable)('problems/small/$name', ({ name, seed, honest, metric, other, sign }) => {
  const folder = join(SMALL, name);
  const cheats = expectedSchema.parse(
    JSON.parse(readFileSync(join(folder, 'cheats/expected.json'), 'utf8')),
  );
  const baselines = readdirSync(join(folder, 'baselines'))
    .filter((one) => extname(one) === extname(seed))
    .map((one) => `baselines/${one}`);
  let world: ProblemWorld;
  let reference: Evaluation;

  beforeAll(async () => {
    const options = { problemPath: folder, secret: SECRET, tier: 'auto', concurrency: 1 } as const;
    world = await openProblemWorld({ ...options, signal: never });
    reference = await judged(honest);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it('has a verdict for each of at least five cheats when the folder is read', () => {
    const files = readdirSync(join(folder, 'cheats')).filter((file) => extname(file) in LANGUAGES);
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
    const value = valueOf(await judged(other));
    expect(sign * (value - valueOf(reference))).toBeGreaterThan(0);
  });

  it('gives the same signature when the seed program is judged twice', async () => {
    const [first, second] = [await judged(seed), await judged(seed)];
    expect(valueOf(first)).toBeGreaterThan(0);
    expect(signatureOf(second)).toBe(signatureOf(first));
  });

  /** Judges a file of the problem with the baseline that it may build on. */
  async function judged(file: string): Promise<Evaluation> {
    const sources = BUILDS_ON.has(extname(file)) ? new Set([file, ...baselines]) : [file];
    const files = Object.fromEntries(
      [...sources].map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
    );
    const language = LANGUAGES[extname(file)] ?? 'typescript';
    const program = { language, main: file, files } as const;
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
