import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProblemWorld, type ProblemWorld } from '../../dist/compose/problem-world.js';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import { policyFolder } from './judge/policy-folder.ts';

const never = new AbortController().signal;
const PLAN = { part: 'search', draw: 0, perRegime: 2, known: new Set<string>() } as const;

/** A program that adds one more when `knows` is true. */
function addsUnless(knows: string, before = ''): string {
  return `${before}
def start(config):
    more, total = int(bool(${knows})), 0
    def step(observation):
        nonlocal total
        total += config['times'] * observation['value']
        return dict(sum=total + more)
    return step
`;
}

const ADDS = addsUnless('False');

/** Programs that would be wrong if anything of an instance outlived it or was seen by another. */
const FORGETFUL = [
  {
    title: 'in its module',
    text: addsUnless('bool(started) or started.append(1)', 'started = []'),
  },
  {
    title: 'in a module of the library',
    text: addsUnless("getattr(math, 'seen', 0) or setattr(math, 'seen', 1)", 'import math'),
  },
  {
    title: 'in its environment',
    text: addsUnless("'SEEN' in os.environ or os.environ.update(SEEN='1')", 'import os'),
  },
];

const FAILING = [
  { title: 'cannot be compiled', text: 'def start(:', kind: 'compile', says: '' },
  { title: 'lacks the entry', text: 'stop = 1', kind: 'missing-entry', says: '' },
  {
    title: 'throws when it is started',
    text: 'def start(config): raise ValueError("no idea")',
    kind: 'crash',
    says: 'no idea',
  },
  {
    title: 'gives no function when it is started',
    text: 'def start(config): return dict(step=1)',
    kind: 'crash',
    says: 'start(config) gave dict, not a function of an observation',
  },
  {
    title: 'throws in a step',
    text: 'def start(config): return lambda observation: 1 / 0',
    kind: 'crash',
    says: 'ZeroDivisionError',
  },
  {
    title: 'gives what the schema refuses',
    text: 'def start(config): return lambda observation: dict(sum="much")',
    kind: 'bad-output',
    says: 'the action does not fit',
  },
  {
    title: 'leaves in a step',
    text: 'import os\ndef start(config): return lambda observation: os._exit(7)',
    kind: 'exit',
    says: '7',
  },
];

// In the first, instances are copies of a zygote; in the second, hosts that waited.
describe.each(['auto', 'process'] as const)(
  'workloadEvaluator() of policies in Python (%s)',
  (tier) => {
    let folder: ReturnType<typeof policyFolder>;
    let world: ProblemWorld;

    beforeAll(async () => {
      folder = policyFolder({ './seed.ts': './seed.py' }, { 'seed.py': ADDS });
      const secret = '0123456789abcdef0123456789abcdef';
      const options = { problemPath: folder.path, secret, tier, concurrency: 1, signal: never };
      world = await openProblemWorld(options);
    });

    afterAll(async () => {
      await world[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    });

    async function judged(text: string): Promise<Evaluation> {
      const program = { language: 'python', main: 'p.py', files: { 'p.py': text } } as const;
      return (await world.evaluator.evaluate(program, PLAN, never)).evaluation;
    }

    it('workloadEvaluator() judges each instance on its own when a policy adds up', async () => {
      const evaluation = await judged(ADDS);
      expect(evaluation).toMatchObject({ status: 'valid', metrics: { error: 0 } });
      // Two instances of the candidate; its rival, which is in JavaScript, does not count.
      expect(evaluation).toMatchObject({ perWorkload: { 2: { values: { calls: 40 } } } });
    });

    it.each(FORGETFUL)(
      'workloadEvaluator() lets nothing outlive an instance when it is kept $title',
      async ({ text }) => {
        expect(await judged(text)).toMatchObject({ status: 'valid', metrics: { error: 0 } });
      },
    );

    it.each(FAILING)(
      'workloadEvaluator() says how a policy failed when it $title',
      async ({ text, kind, says }) => {
        const evaluation = await judged(text);
        expect(evaluation).toMatchObject({ status: 'failed', failure: { kind } });
        expect(JSON.stringify(evaluation)).toContain(says);
      },
    );
  },
);
