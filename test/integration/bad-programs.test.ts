import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  commandsWith,
  type Evaluating,
  evaluating,
  fixtureNames,
  type TemporaryPlace,
  temporaryPlace,
  zombies,
} from './judge/evaluating.ts';
import { type ProblemFolder, problemFolder } from './judge/problem-folder.ts';

/** What is to become of each program; `|` where the machine decides which of two comes first. */
const EXPECTED: Readonly<Record<string, string>> = {
  'allocates-off-the-heap': 'memory|crash',
  'allocates-on-the-heap': 'memory',
  'answers-another-request': 'protocol',
  'answers-before-it-is-asked': 'protocol',
  'answers-twice-lie-first': 'invalid',
  'answers-twice-lie-last': 'valid',
  'changes-its-input': 'valid',
  'claims-a-giant-frame': 'output-limit',
  'closes-its-channel': 'timeout|protocol',
  'deletes-globals': 'crash',
  'exits-0': 'exit',
  'exits-3-when-called': 'exit',
  'floods-its-channel': 'timeout',
  'forks-without-end': 'memory',
  'hangs-at-exit': 'valid',
  'kills-itself': 'crash',
  'leaves-a-thread': 'valid',
  'leaves-daemons': 'valid',
  'loops-forever': 'timeout',
  'never-resolves': 'exit',
  'other-entry': 'missing-entry',
  'overflows-the-stack': 'crash',
  'patches-builtins': 'valid',
  'patches-map': 'valid',
  'prints-100-mb': 'output-limit',
  'prints-10-mb-and-answers': 'output-limit',
  'prints-a-frame': 'valid',
  'reads-its-channel': 'timeout',
  'rejects-unheard': 'valid',
  'returns-a-big-integer': 'crash',
  'returns-a-cycle': 'crash',
  'returns-a-promise': 'valid',
  'returns-a-proxy': 'valid',
  'returns-deep': 'crash',
  'returns-infinity': 'bad-output',
  'returns-minus-zero': 'valid',
  'returns-nan': 'bad-output',
  'returns-nothing': 'bad-output',
  'returns-text': 'bad-output',
  'returns-too-few': 'invalid',
  'returns-too-much': 'output-limit',
  'returns-typed-array': 'valid',
  'returns-what-changes': 'valid',
  'returns-with-to-json': 'valid',
  'sends-a-deep-frame': 'bad-output',
  'sends-a-torn-frame': 'protocol',
  'sends-a-wrong-nonce': 'protocol',
  'sends-a-wrong-nonce-when-called': 'protocol',
  'sends-half-a-frame': 'timeout',
  'sends-invalid-utf-8': 'protocol',
  'stops-itself': 'timeout',
  'syntax-error': 'compile',
  'throws-a-huge-message': 'crash',
  'throws-at-load': 'crash',
  'throws-on-some': 'crash',
  'throws-what-throws': 'crash',
  'waits-forever': 'timeout',
  aborts: 'crash',
  honest: 'valid',
  rejects: 'crash',
};

const CHANGES = { 'callMs: 500': 'callMs: 1_000' };

describe('evaluate() of a bad program', () => {
  let place: TemporaryPlace;
  let folder: ProblemFolder;
  let world: Evaluating;
  beforeAll(async () => {
    place = temporaryPlace();
    folder = problemFolder(CHANGES);
    world = await evaluating(folder.path);
  });
  afterAll(() => place[Symbol.dispose]());

  async function outcomeOf(name: string): Promise<{ outcome: string; detail: string }> {
    const { evaluation } = await world.judge(name);
    if (evaluation.status !== 'failed') return { outcome: evaluation.status, detail: '' };
    return { outcome: evaluation.failure.kind, detail: evaluation.failure.detail };
  }

  it('evaluate() has an expectation for each fixture', () => {
    expect(fixtureNames().toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
  });

  it.each(Object.entries(EXPECTED))(
    'evaluate() gives a value and goes on when the program is %s: %s',
    async (name, expected) => {
      const { outcome, detail } = await outcomeOf(name);
      expect({
        outcome: expected.split('|').includes(outcome) ? expected : outcome,
        detail,
      }).toEqual({ outcome: expected, detail });
      expect(detail.length).toBeLessThan(2_200);
      expect(await outcomeOf('honest')).toMatchObject({ outcome: 'valid' });
    },
  );

  it('evaluate() says where and what when a program fails on some inputs only', async () => {
    const { evaluation } = await world.judge('throws-on-some');
    expect(evaluation).toMatchObject({
      status: 'failed',
      failure: { kind: 'crash', detail: 'Error: too many', regime: 'many', index: 0 },
      finished: [{ regime: 'few', index: 0 }],
    });
  });

  it('evaluate() keeps what was printed when a program prints a frame', async () => {
    const { artifacts } = await world.judge('prints-a-frame');
    expect(artifacts.stdout).toContain('"outputs":[[]]');
  });

  it('evaluate() fails the program when its output is too deep to be judged', async () => {
    using open = problemFolder({
      ...CHANGES,
      'output: z.array(z.number())': 'output: z.any()',
      'output.filter(': '[output].flat().filter(',
      'output.length === workload.length': 'true',
    });
    await using any = await evaluating(open.path);
    const { evaluation } = await any.judge('sends-a-deep-frame');
    expect(evaluation).toMatchObject({ status: 'failed', failure: { kind: 'bad-output' } });
    expect((await any.judge('honest')).evaluation.status).toBe('valid');
  });

  it('evaluate() leaves no process and no file when all is over', async () => {
    await world[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
    expect(commandsWith(place.path)).toEqual([]);
    expect(commandsWith('sleep 7777')).toEqual([]);
    expect(zombies()).toBe(0);
    expect(readdirSync(place.path)).toEqual([]);
  });
});
