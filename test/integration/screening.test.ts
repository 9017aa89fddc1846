import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startJudge } from '../../dist/compose/start-judge.js';
import { describeProblem } from '../../dist/evaluators/describe-problem.js';
import { screeningEvaluator } from '../../dist/evaluators/workload.js';
import { systemClock } from '../../dist/lib/clock.js';
import { Disposables } from '../../dist/lib/disposables.js';
import { createRng } from '../../dist/lib/rng.js';
import { openMachineSandbox } from '../../dist/sandboxes/sandbox.js';
import type { Evaluator, Judged } from '../../src/contracts/evaluator.ts';
import type { Session } from '../../src/contracts/sandbox.ts';
import { killNow } from '../e2e/processes.ts';
import { problemFolder } from './judge/problem-folder.ts';

const HONEST =
  'export function sort(numbers) { return [...numbers].sort((a, b) => a - b); }\n// honest';
/** Only a used host knows nothing of Node. */
const TELLS_HOSTS_APART = `const isUsed = globalThis['pro' + 'cess'] === undefined;
export function sort(numbers) { return isUsed ? [...numbers] : [...numbers].sort((a, b) => a - b); }`;
const never = new AbortController().signal;

describe('withScreening()', () => {
  const resources = new Disposables();
  let evaluator: Evaluator;
  const judges: number[] = [];
  /** Is told of each program that is screened. */
  let onScreened: (session: Session) => void = () => undefined;
  let screenings = 0;

  beforeAll(async () => {
    const folder = resources.use(problemFolder());
    const sandbox = resources.use(await openMachineSandbox('auto'));
    const start = async (): ReturnType<typeof startJudge> => {
      const judge = await startJudge({ problemPath: folder.path, secret: 'x'.repeat(32) });
      judges.push(judge.pid);
      return judge;
    };
    const judge = await start();
    const world = {
      judge,
      sandbox,
      drawNonce: randomUUID,
      clock: systemClock,
      problemPath: folder.path,
    };
    const problem = await describeProblem(world, never);
    await judge[Symbol.asyncDispose]();
    const { recycling } = sandbox;
    const observed: typeof recycling = {
      tier: recycling.tier,
      renew: () => recycling.renew(),
      open: async (job, limits, signal) => {
        const opened = await recycling.open(job, limits, signal);
        screenings += 1;
        if ('channel' in opened) onScreened(opened);
        return opened;
      },
    };
    const clock = systemClock;
    const options = { startJudge: start, sandbox, problem, concurrency: 1, clock };
    evaluator = resources.use(screeningEvaluator({ ...options, drawNonce: randomUUID }, observed));
  });
  afterAll(() => resources[Symbol.asyncDispose]());

  function judged(text: string, keep: boolean | undefined): Promise<Judged> {
    const program = { language: 'javascript', main: 'p.js', files: { 'p.js': text } } as const;
    const known = new Set<string>();
    const plan = { part: 'search', draw: 0, perRegime: 2, known } as const;
    const screening = { known, wouldKeep: () => keep ?? false };
    return evaluator.evaluate(program, keep === undefined ? plan : { ...plan, screening }, never);
  }

  const outputsOf = ({ evaluation }: Judged): unknown =>
    evaluation.status === 'valid' && [
      evaluation.signature,
      evaluation.perWorkload.map(({ values }) => values['misplaced']),
    ];

  it('withScreening() finds in a used host what a fresh sandbox finds', async () => {
    const fresh = await judged(HONEST, undefined);
    const screened = await judged(HONEST, false);
    const kept = await judged(HONEST, true);
    expect(outputsOf(fresh)).toBeTruthy();
    expect(outputsOf(screened)).toEqual(outputsOf(fresh));
    expect(outputsOf(kept)).toEqual(outputsOf(fresh));
    expect([fresh.screened, screened.screened, kept.screened]).toEqual([
      undefined,
      true,
      undefined,
    ]);
  });

  it('withScreening() shows a program nothing of those before it', async () => {
    const first = await judged(HONEST, false);
    const patches = `Array.prototype.sort = function () { return this; };
globalThis.left = 1; Math.random = () => 0.5; JSON.stringify = () => 'lies';
${HONEST}`;
    expect((await judged(patches, false)).screened).toBe(true);
    const next = await judged(`if (globalThis.left) throw new Error();\n${HONEST}`, false);
    expect(next.screened).toBe(true);
    expect(outputsOf(next)).toEqual(outputsOf(first));
  });

  it('withScreening() puts in quarantine what is another in a fresh sandbox', async () => {
    const { evaluation, screened } = await judged(TELLS_HOSTS_APART, true);
    expect(screened).toBeUndefined();
    expect(evaluation).toMatchObject({
      status: 'invalid',
      violations: [{ rule: expect.stringMatching(/fresh/u), quarantine: true }],
    });
  });

  for (const [what, text, kind] of [
    ['loops', 'export function sort() { for (;;); }', 'timeout'],
    ['throws', 'export function sort() { throw new Error(); }', 'crash'],
    ['does not load', `throw new Error('no');\n${HONEST}`, 'crash'],
    ['has no entry', 'export const other = 1;', 'missing-entry'],
    ['does not compile', 'export function sort( {', 'compile'],
  ] as const) {
    it(`withScreening() lets a fresh sandbox decide when a program ${what}, and goes on`, async () => {
      const { evaluation, screened } = await judged(text, false);
      expect(screened).toBeUndefined();
      expect(evaluation).toMatchObject({ status: 'failed', failure: { kind } });
      expect((await judged(HONEST, false)).screened).toBe(true);
    });
  }

  it('withScreening() runs a program that needs Node in a fresh sandbox alone', async () => {
    const before = screenings;
    const { evaluation } = await judged(
      `const { max } = structuredClone({ max: 1 });\n${HONEST}`,
      false,
    );
    expect(evaluation.status).toBe('valid');
    expect(screenings).toBe(before);
  });

  it('withScreening() keeps a broken invariant without another look', async () => {
    const { evaluation, screened } = await judged('export function sort() { return []; }', false);
    expect([evaluation.status, screened]).toEqual(['invalid', true]);
  });

  it('withScreening() loses no program when hosts and judges are killed at random', async () => {
    const expected = outputsOf(await judged(HONEST, undefined));
    const rng = createRng('kills');
    let kills = 0;
    onScreened = ({ channel }) => {
      const victim = rng.next() < 0.5 ? channel.hostPid : judges.at(-1);
      if (rng.next() > 0.5 || victim === undefined) return;
      kills += 1;
      setTimeout(() => killNow(victim), 3 * rng.next());
    };
    try {
      for (let i = 0; i < 10; i++)
        expect(outputsOf(await judged(`${HONEST} ${i}`, false))).toEqual(expected);
    } finally {
      onScreened = () => undefined;
    }
    expect(kills).toBeGreaterThan(2);
  });
});
