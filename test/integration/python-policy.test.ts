/** Policies where the judge, the programs or both are in Python; `policy.test.ts` has those where neither is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProblemWorld, type ProblemWorld } from '../../dist/compose/problem-world.js';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import type { Program } from '../../src/domain/program.ts';
import { ADDS, policyFolder } from './judge/policy-folder.ts';
import { FAILING, FORGETFUL } from './judge/policy-programs.ts';
import type { ProblemFolder } from './judge/problem-folder.ts';
import { PYTHON_ADDS, pythonPolicyFolder } from './python/policy-folder.ts';
import { PYTHON_FAILING, PYTHON_FORGETFUL } from './python/policy-programs.ts';

const never = new AbortController().signal;
const secret = '0123456789abcdef0123456789abcdef';
const PLAN = { part: 'search', draw: 0, perRegime: 2, known: new Set<string>() } as const;
const SEED = { './seed.ts': './seed.py' };

/** Programs of one language, and a seed of that language beside a rival of the judge's. */
const IN_PYTHON = {
  programs: 'Python',
  adds: PYTHON_ADDS,
  forgetful: PYTHON_FORGETFUL,
  failing: PYTHON_FAILING.map(({ says, ...rest }) => ({ ...rest, says: new RegExp(says, 'u') })),
  program: (text: string): Program => ({
    language: 'python',
    main: 'p.py',
    files: { 'p.py': text },
  }),
};
const IN_JAVASCRIPT = {
  programs: 'JavaScript',
  adds: ADDS,
  forgetful: FORGETFUL,
  failing: FAILING.map(({ says = /./u, ...rest }) => ({ ...rest, says })),
  program: (text: string): Program => ({
    language: 'typescript',
    main: 'p.ts',
    files: { 'p.ts': text },
  }),
};
/** In the tier `auto`, instances in Python are copies of a zygote; in `process`, hosts that waited. */
const COMBINATIONS = [
  {
    ...IN_PYTHON,
    judge: 'problem.ts',
    tier: 'auto',
    folder: () => policyFolder(SEED, { 'seed.py': PYTHON_ADDS }),
  },
  {
    ...IN_PYTHON,
    judge: 'problem.ts',
    tier: 'process',
    folder: () => policyFolder(SEED, { 'seed.py': PYTHON_ADDS }),
  },
  { ...IN_PYTHON, judge: 'problem.py', tier: 'auto', folder: () => pythonPolicyFolder() },
  {
    ...IN_JAVASCRIPT,
    judge: 'problem.py',
    tier: 'auto',
    folder: () => pythonPolicyFolder({ './seed.py': './seed.ts' }, { 'seed.ts': ADDS }),
  },
] as const;

describe.each(COMBINATIONS)(
  'workloadEvaluator() of policies in $programs, judged by $judge in the tier $tier',
  ({ adds, forgetful, failing, program, tier, folder: makeFolder }) => {
    let folder: ProblemFolder;
    let world: ProblemWorld;

    beforeAll(async () => {
      folder = makeFolder();
      const options = { problemPath: folder.path, secret, tier, concurrency: 1, signal: never };
      world = await openProblemWorld(options);
    });

    afterAll(async () => {
      await world[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    });

    async function judged(text: string): Promise<Evaluation> {
      return (await world.evaluator.evaluate(program(text), PLAN, never)).evaluation;
    }

    it('workloadEvaluator() judges each instance on its own when a policy adds up', async () => {
      const evaluation = await judged(adds);
      expect(evaluation).toMatchObject({ status: 'valid', metrics: { error: 0 } });
      // Two instances of the candidate; its rival, which may be in the other language, does not count.
      expect(evaluation).toMatchObject({ perWorkload: { 2: { values: { calls: 40 } } } });
    });

    it.each(forgetful)(
      'workloadEvaluator() lets nothing outlive an instance when it is kept $title',
      async ({ text }) => {
        expect(await judged(text)).toMatchObject({ status: 'valid', metrics: { error: 0 } });
      },
    );

    it.each(failing)(
      'workloadEvaluator() says how a policy failed when it $title',
      async ({ text, kind, says }) => {
        const evaluation = await judged(text);
        expect(evaluation).toMatchObject({ status: 'failed', failure: { kind } });
        expect(JSON.stringify(evaluation)).toMatch(says);
      },
    );
  },
);
