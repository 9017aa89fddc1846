import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProblemWorld, type ProblemWorld } from '../../dist/compose/problem-world.js';
import { ADDS, policyFolder } from './judge/policy-folder.ts';

const never = new AbortController().signal;
const PLAN = { part: 'search', draw: 0, perRegime: 2, known: new Set<string>() } as const;

/** A program that adds one more when `knows` is true. */
function addsUnless(knows: string, before = ''): string {
  return `${before}
export function start({ times }) {
  const more = (${knows}) ? 1 : 0;
  let sum = 0;
  return ({ value }) => ({ sum: (sum += times * value) + more });
}
`;
}

interface Case {
  readonly title: string;
  readonly text: string;
}

/** Programs that would be wrong if anything of an instance outlived it or was seen by another. */
const FORGETFUL: readonly Case[] = [
  { title: 'in its module', text: addsUnless('++started > 1', 'let started = 0;') },
  {
    title: 'in the global object',
    text: addsUnless('(globalThis.started = (globalThis.started ?? 0) + 1) > 1'),
  },
  {
    title: 'in a built-in',
    text: addsUnless('(Array.prototype.started = (Array.prototype.started ?? 0) + 1) > 1'),
  },
  {
    title: 'in its environment',
    text: addsUnless("process.env.SEEN === '1' || !(process.env.SEEN = '1')"),
  },
];
const FORGETFUL_FILES: readonly Case[] = [
  '/tmp/seen',
  '/dev/shm/seen',
  './seen',
  '/var/tmp/seen',
].map((path) => ({
  title: `in ${path}`,
  text: addsUnless(
    `fs.existsSync('${path}') || keep()`,
    `import fs from 'node:fs'; const keep = () => { try { fs.writeFileSync('${path}', 'x'); } catch {} return false; };`,
  ),
}));

const FAILING: readonly (Case & { readonly kind: string; readonly says?: RegExp })[] = [
  { title: 'cannot be compiled', text: 'export function start( {', kind: 'compile' },
  { title: 'lacks the entry', text: 'export const stop = 1;', kind: 'missing-entry' },
  {
    title: 'throws when it is loaded',
    text: "throw new Error('no idea');",
    kind: 'crash',
    says: /no idea/,
  },
  {
    title: 'throws when it is started',
    text: "export function start() { throw new Error('no idea'); }",
    kind: 'crash',
    says: /no idea/,
  },
  {
    title: 'gives no function when it is started',
    text: 'export function start() { return { step: 1 }; }',
    kind: 'crash',
    says: /gave object, not a function/,
  },
  {
    title: 'throws in a step',
    text: "export const start = () => () => { throw new Error('no idea'); };",
    kind: 'crash',
    says: /no idea/,
  },
  {
    title: 'gives what the schema refuses',
    text: "export const start = () => () => ({ sum: 'much' });",
    kind: 'bad-output',
    says: /the action does not fit/,
  },
  {
    title: 'gives more than the schema knows',
    text: 'export const start = () => () => ({ sum: 1, error: 0 });',
    kind: 'bad-output',
  },
  {
    title: 'leaves in a step',
    text: 'export const start = () => () => process.exit(7);',
    kind: 'exit',
    says: /7/,
  },
  {
    title: 'does not answer a step',
    text: 'export const start = () => () => { for (;;); };',
    kind: 'timeout',
  },
  { title: 'does not start', text: 'export const start = () => { for (;;); };', kind: 'timeout' },
  {
    title: 'takes more memory than it may',
    text: 'export const start = () => () => { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); };',
    kind: 'memory',
  },
];

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
