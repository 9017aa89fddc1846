/** The same mistakes in `problem.ts` and `problem.py` must be refused with the same place, value and remedy. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkProblemAt } from '../../dist/compose/index.js';
import { startJudge } from '../../dist/compose/start-judge.js';
import { openMachineSandbox } from '../../dist/sandboxes/sandbox.js';
import type { Judge } from '../../src/evaluators/judge.ts';
import type { MachineSandbox } from '../../src/sandboxes/sandbox.ts';
import { canBuild, commandFolder } from './command/command-folder.ts';
import { policyFolder } from './judge/policy-folder.ts';
import { problemFolder } from './judge/problem-folder.ts';
import { AT_CHECK } from './parity/at-check.ts';
import { COMMANDS, EVERY_COMMAND } from './parity/commands.ts';
import { EVERY_POLICY, EVERYTHING } from './parity/everything.ts';
import { comparable, folderOf, inTypeScript, saidOf, type Side } from './parity/faults.ts';
import { OF_METRICS } from './parity/of-metrics.ts';
import { OF_WORKLOADS } from './parity/of-workloads.ts';
import { POLICIES } from './parity/policies.ts';
import type { Twin } from './parity/twin.ts';
import { pythonCommandFolder } from './python/command-folder.ts';
import { pythonPolicyFolder } from './python/policy-folder.ts';
import { pythonProblemFolder } from './python/problem-folder.ts';

const secret = '0123456789abcdef0123456789abcdef';
const GROUPS = [
  {
    what: 'a problem is loaded',
    twins: [...OF_WORKLOADS, ...OF_METRICS],
    runs: false,
    ts: problemFolder,
    py: pythonProblemFolder,
  },
  {
    what: 'a function is judged',
    twins: AT_CHECK,
    runs: true,
    ts: problemFolder,
    py: pythonProblemFolder,
  },
  {
    what: 'a policy is judged',
    twins: POLICIES,
    runs: true,
    ts: policyFolder,
    py: pythonPolicyFolder,
  },
  ...(canBuild
    ? [
        {
          what: 'a command is judged',
          twins: COMMANDS,
          runs: true,
          ts: commandFolder,
          py: pythonCommandFolder,
        },
      ]
    : []),
] as const;

let sandbox: MachineSandbox;
let judges: Record<'ts' | 'py', Judge>;

beforeAll(async () => {
  sandbox = await openMachineSandbox('auto');
  using ts = problemFolder();
  using py = pythonProblemFolder();
  // One of each: a judge may be given another problem, and to start one takes its time.
  judges = {
    ts: await startJudge({ problemPath: ts.path, secret }),
    py: await startJudge({ problemPath: py.path, secret }),
  };
});

afterAll(async () => {
  for (const judge of Object.values(judges)) await judge[Symbol.asyncDispose]();
  sandbox[Symbol.dispose]();
});

describe.each(GROUPS)('the judges, when $what', ({ twins, runs, ts, py }) => {
  it.each(twins)('describe() and examine() say the same of $title', async (twin: Twin) => {
    const said = async (language: Side['language'], folder: Side['folder']) => {
      const where = { judge: judges[language], language, folder };
      const found = await saidOf(where, twin, runs ? sandbox : undefined);
      if (!found) throw new Error(`problem.${language} was not refused`);
      return found;
    };
    const [inTs, inPy] = [await said('ts', ts), inTypeScript(await said('py', py))];
    expect(comparable(inPy, twin)).toEqual(comparable(inTs, twin));
  });
});

const SOUND = [
  { twin: EVERYTHING, ts: problemFolder, py: pythonProblemFolder, calls: 'misplaced' },
  { twin: EVERY_POLICY, ts: policyFolder, py: pythonPolicyFolder, calls: 'error' },
  ...(canBuild
    ? [{ twin: EVERY_COMMAND, ts: commandFolder, py: pythonCommandFolder, calls: 'ratio' }]
    : []),
] as const;

describe.each(SOUND)('the judges of $twin.title', ({ twin, ts, py, calls }) => {
  it('checkProblem() reports the same statement and the same verdicts', async () => {
    const report = async (language: Side['language'], folder: Side['folder']) => {
      using made = folderOf(twin, language, folder);
      const { problem, programs, relations, floors, bounds } = await checkProblemAt({
        problemPath: made.path,
        tier: 'auto',
        signal: new AbortController().signal,
      });
      const { problemHash, ...statement } = problem;
      expect(problemHash).toMatch(/^[0-9a-f]{64}$/u);
      const overall = programs.map((program) => program.overall[calls]);
      // What is measured differs; which floors and bounds there are does not.
      return {
        statement,
        overall,
        relations,
        floors: floors.map(({ metric, regime }) => [metric, regime]),
        bounds,
      };
    };
    const inTs = await report('ts', ts);
    expect(await report('py', py)).toEqual(inTs);
    expect(inTs.statement.metrics.some(({ readsWall }) => readsWall)).toBe(true);
  });
});
