import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProblemWorld, type ProblemWorld } from '../../dist/compose/problem-world.js';
import { ADDS, policyFolder } from './judge/policy-folder.ts';
import { FAILING, FORGETFUL, FORGETFUL_FILES } from './judge/policy-programs.ts';

const never = new AbortController().signal;
const PLAN = { part: 'search', draw: 0, perRegime: 2, known: new Set<string>() } as const;

let folder: ReturnType<typeof policyFolder>;
let world: ProblemWorld;

beforeAll(async () => {
  folder = policyFolder();
  world = await opened(folder.path);
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

describe('workloadEvaluator()', () => {
  it('workloadEvaluator() judges each instance on its own when a policy adds up', async () => {
    const { evaluation } = await judged(ADDS);
    expect(evaluation).toMatchObject({ status: 'valid', metrics: { error: 0 } });
    const calls = evaluation.status === 'valid' ? evaluation.perWorkload[2]?.values['calls'] : 0;
    // Two instances of the candidate; its rival does not count.
    expect(calls).toBe(40);
  });

  it('workloadEvaluator() waits for promises when a policy is asynchronous', async () => {
    const text = ADDS.replace('export function', 'export async function').replace(
      '({ value }) =>',
      'async ({ value }) =>',
    );
    expect((await judged(text)).evaluation).toMatchObject({
      status: 'valid',
      metrics: { error: 0 },
    });
  });

  it.each(FORGETFUL)(
    'workloadEvaluator() lets nothing outlive an instance when it is kept $title',
    async ({ text }) => {
      const { evaluation } = await judged(text);
      expect(evaluation).toMatchObject({ status: 'valid', metrics: { error: 0 } });
    },
  );

  it.for(FORGETFUL_FILES)(
    'workloadEvaluator() lets no file outlive an instance when it is kept $title',
    async ({ text }, { skip }) => {
      if (world.tier !== 'namespace') skip('only namespaces hide files');
      const { evaluation } = await judged(text);
      expect(evaluation).toMatchObject({ status: 'valid', metrics: { error: 0 } });
    },
  );

  it.each(FAILING)(
    'workloadEvaluator() says how a policy failed when it $title',
    async ({ text, kind, says }) => {
      const { evaluation } = await judged(text);
      expect(evaluation).toMatchObject({ status: 'failed', failure: { kind } });
      if (says) expect(JSON.stringify(evaluation)).toMatch(says);
    },
  );

  it('workloadEvaluator() keeps what a policy printed when it failed', async () => {
    const { artifacts } = await judged(
      "export const start = () => () => { console.log('so long'); process.exit(7); };",
    );
    expect(artifacts.stdout).toBe('so long\n');
  });

  it('workloadEvaluator() gives the same signature and numbers when a policy is judged again', async () => {
    const [first, second] = [await judged(ADDS), await judged(ADDS)];
    const other = await judged(ADDS.replace('times * value', 'value'));
    for (const { evaluation } of [first, second, other]) expect(evaluation.status).toBe('valid');
    expect(signatureOf(second)).toBe(signatureOf(first));
    expect(signatureOf(other)).not.toBe(signatureOf(first));
  });

  it('workloadEvaluator() counts no CPU time of rivals or of starting when it measures a policy', async () => {
    const slow = ADDS.replace(
      '({ sum: (sum += times * value) })',
      '{ for (const end = Date.now() + 20; Date.now() < end; ); return { sum: (sum += times * value) }; }',
    );
    using busy = policyFolder({}, { 'adds.ts': slow });
    await using beside = await opened(busy.path);
    const quick = await judged(ADDS, beside);
    expect(cpuMsOf(quick)).toBeGreaterThan(0);
    expect(cpuMsOf(quick)).toBeLessThan(40);
    expect(cpuMsOf(await judged(slow, beside))).toBeGreaterThan(100);
  });

  it('workloadEvaluator() leaves no process when it is disposed', async () => {
    const before = descendants().length;
    using other = policyFolder();
    const short = await opened(other.path);
    await judged(ADDS, short);
    const hosts = descendants().filter((command) => command.includes('node-host'));
    expect(hosts.length).toBeGreaterThan(0);
    await short[Symbol.asyncDispose]();
    await expect.poll(() => descendants().length, { timeout: 5_000 }).toBeLessThanOrEqual(before);
  });

  it('workloadEvaluator() stops in time when the run is stopped in the middle of a step', async () => {
    const stop = new AbortController();
    const hung = judged('export const start = () => () => { for (;;); };', world, stop.signal);
    setTimeout(() => stop.abort(new Error('enough')), 300);
    await expect(hung).rejects.toThrow('enough');
    expect((await judged(ADDS)).evaluation.status).toBe('valid');
  });
});

function opened(problemPath: string): Promise<ProblemWorld> {
  const secret = '0123456789abcdef0123456789abcdef';
  return openProblemWorld({ problemPath, secret, tier: 'auto', concurrency: 1, signal: never });
}

type Judged = Awaited<ReturnType<ProblemWorld['evaluator']['evaluate']>>;

function judged(
  text: string,
  on: ProblemWorld = world,
  signal: AbortSignal = never,
): Promise<Judged> {
  const program = { language: 'typescript', main: 'p.ts', files: { 'p.ts': text } } as const;
  return on.evaluator.evaluate(program, PLAN, signal);
}

function signatureOf({ evaluation }: Judged): string | undefined {
  return evaluation.status === 'valid' ? evaluation.signature : undefined;
}

function cpuMsOf({ evaluation }: Judged): number {
  return evaluation.status === 'valid' ? (evaluation.metrics['cpuMs'] ?? Number.NaN) : Number.NaN;
}

/** The command lines of all processes that this one has started, directly or not. */
function descendants(pid = String(process.pid)): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
      const children = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8');
      return children
        .split(' ')
        .filter(Boolean)
        .flatMap((child) => [commandOf(child), ...descendants(child)]);
    });
  } catch {
    // It ended meanwhile.
    return [];
  }
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
