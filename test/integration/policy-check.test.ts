import { describe, expect, it } from 'vitest';
import { checkProblemAt } from '../../dist/compose/index.js';
import { policyFolder } from './judge/policy-folder.ts';

const never = new AbortController().signal;

/** What is wrong with a problem of a policy, and what its error must name. */
const WRONG: readonly {
  readonly title: string;
  readonly change?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly says: readonly string[];
}[] = [
  {
    title: 'drive is missing',
    change: {
      'drive: async': 'invariants: { no: async',
      '    return sums;\n  },': '    return true;\n  } },',
      'invariants: {},': '',
    },
    says: ['drive: is missing', "'policy'", 'program.start(config)'],
  },
  {
    title: 'a baseline has the name of what is judged',
    change: {
      "baselines: { adds: './adds.ts' }":
        "baselines: { adds: './adds.ts', candidate: './adds.ts' }",
    },
    says: ['baselines.candidate', 'another name'],
  },
  {
    title: 'a rival does not exist',
    change: { "'adds');": "'ads');" },
    says: ['drive: program.start', '"ads"', 'did you mean "adds"?'],
  },
  {
    title: 'a policy is called',
    change: { 'await one.step({ value })': 'await program.call({ value })' },
    says: ['drive: program.call', 'not for a policy', 'step'],
  },
  {
    title: 'a config does not fit',
    change: { 'start({ times: 2 })': "start({ times: 'twice' })" },
    says: ['drive', 'program.config at times', '"twice"'],
  },
  {
    title: 'an observation does not fit',
    change: { 'two.step({ value })': 'two.step({ value: null })' },
    says: ['drive', 'program.observation at value'],
  },
  {
    title: 'a schema cannot be told',
    change: { 'z.object({ times: z.number() })': 'z.object({ times: z.bigint() })' },
    says: ['program.config', 'JSON Schema'],
  },
  {
    title: 'drive is not pure',
    change: { 'two.step({ value })': 'two.step({ value: Math.random() })' },
    says: ['drive', 'is not pure', 'to instance 2 of candidate'],
  },
  {
    title: 'drive starts another program the second time',
    change: {
      'const sums = [];':
        "const sums = []; if ((globalThis.n = (globalThis.n ?? 0) + 1) > 1) await program.start({ times: 1 }, 'adds');",
    },
    says: ['drive', 'is not pure'],
  },
  {
    title: 'a rival fails',
    files: {
      'adds.ts':
        "export const start = () => { let n = 0; return () => { if (n++ > 3) throw new Error('no idea'); return { sum: 1 }; }; };",
    },
    says: ['baselines.adds', 'failed as a rival', 'no idea'],
  },
  {
    title: 'a rival goes away',
    files: { 'adds.ts': 'export const start = () => process.exit(3);' },
    says: ['baselines.adds', 'failed as a rival', 'it went away'],
  },
];

describe('checkProblemAt()', () => {
  it.each(WRONG)(
    'checkProblemAt() names place and remedy when $title',
    async ({ change, files, says }) => {
      using wrong = policyFolder(change, files);
      const checked = checkProblemAt({ problemPath: wrong.path, tier: 'auto', signal: never });
      const error: unknown = await checked.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toMatchObject({ code: 'BARBICAN_CONFIG' });
      for (const part of says) expect(String(error)).toContain(part);
    },
  );

  it('checkProblemAt() counts steps and instances when the problem is sound', async () => {
    using sound = policyFolder();
    const report = await checkProblemAt({ problemPath: sound.path, tier: 'auto', signal: never });
    expect(report.speed).toMatchObject({ instancesPerWorkload: 2 });
    expect(report.speed.callsPerWorkload).toBeGreaterThan(10);
    expect(report.noise).toMatchObject([{ metric: 'error', relative: 0 }, {}, {}]);
  });
});
