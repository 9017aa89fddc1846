/** Counts of instructions: real programs under valgrind, in the sandbox, and what they try so that less is counted. */
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CountedTree, countedTree, uncountable } from './counted/counted-tree.ts';

/** Relative spread of counts of the same program. */
const SPREAD = 1e-4;
/** What `work` of the fixture takes at least: some 11 instructions a round. */
const LEAST = 5e6;

/** All of the work is counted, whatever they do beside. */
const COUNTED = [
  'works-and-leaves-at-once',
  'works-and-becomes-another',
  'lets-a-child-work-that-becomes-another',
  'works-in-two-processes',
  'ends-itself-by-a-signal',
  'reads-nothing-at-zero',
  'prints-a-count',
  'writes-to-all-low-descriptors',
  'changes-what-valgrind-is-told',
  'maps-over-the-image',
  'opens-the-counts-by-their-path',
  'closes-everything',
];

/** Nothing is counted, and the step has failed. */
const UNCOUNTED: readonly (readonly [what: string, says: RegExp])[] = [
  ['kills-the-child-that-worked', /killed a process of its own, or left one/],
  ['leaves-a-daemon', /killed a process of its own, or left one/],
  ['writes-to-the-counts', /reached for what the counts are said on/],
  ['sends-to-the-counts', /reached for what the counts are said on/],
  ['copies-the-counts', /reached for what the counts are said on/],
  ['passes-descriptors', /wanted to pass on descriptors/],
  ['writes-to-the-image', /wrote to the memory of valgrind/],
  ['writes-to-the-heap', /wrote to the memory of valgrind/],
  ['swaps-in-the-image', /wrote to the memory of valgrind/],
  ['fills-the-image', /wrote to the memory of valgrind/],
  ['reads-into-the-image', /had the kernel write to the memory of valgrind/],
  ['has-the-kernel-clear-the-image', /had the kernel write to the memory of valgrind/],
  ['opens-its-memory', /opened the memory of a process/],
  ['opens-its-memory-by-a-link', /opened the memory of a process/],
  ['asks-valgrind-to-run-it', /asked valgrind to run code uncounted/],
  ['gives-valgrind-an-option', /gave valgrind an order/],
];

describe.skipIf(uncountable !== undefined)('BuiltTree.run() of a counted step', () => {
  let tree: CountedTree;
  beforeAll(async () => {
    tree = await countedTree();
  });
  afterAll(() => tree[Symbol.dispose]());

  const instructionsOf = async (command: string): Promise<number> => {
    const end = await tree.count(command);
    expect(end).toMatchObject({ exitCode: 0, instructions: expect.any(Number) });
    return end.instructions ?? 0;
  };

  it('run() gives the same count when the other core is busy', async () => {
    const alone = await instructionsOf('./counted works');
    const busy = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
    try {
      const loaded = await instructionsOf('./counted works');
      expect(Math.abs(loaded / alone - 1)).toBeLessThan(SPREAD);
    } finally {
      busy.kill('SIGKILL');
    }
    expect(alone).toBeGreaterThan(LEAST);
  });

  it('run() gives twice the count for twice the work', async () => {
    const [once, twice] = [
      await instructionsOf('./counted works 2000000'),
      await instructionsOf('./counted works 4000000'),
    ];
    expect(twice / once).toBeCloseTo(2, 1);
  });

  it('run() adds up what all processes of a step do', async () => {
    const one = await instructionsOf('./counted works 2000000');
    const four = await instructionsOf(
      'for i in 1 2; do ./counted works 2000000 & ./counted works 2000000 | cat; done; wait',
    );
    expect(four / one).toBeGreaterThan(3.9);
    expect(four / one).toBeLessThan(4.5);
  });

  it('run() takes off what an empty step counts', async () => {
    expect(await instructionsOf(':')).toBeLessThan(1_000);
  });

  it('run() counts Python when it is started by a step', async () => {
    const [one, two] = [
      await instructionsOf('python3 -S sum.py'),
      await instructionsOf('python3 -S sum.py'),
    ];
    expect(one).toBeGreaterThan(1e6);
    expect(Math.abs(two / one - 1)).toBeLessThan(SPREAD);
  });

  it.each(COUNTED)('run() counts all of a program that %s', async (what) => {
    const end = await tree.count(`./counted ${what}`);
    expect(end.failure).toBeUndefined();
    expect(end.instructions).toBeGreaterThan(LEAST);
  });

  it.each(UNCOUNTED)('run() fails a program that %s', async (what, says) => {
    const end = await tree.count(`./counted ${what}`);
    expect(end).toMatchObject({
      failure: { kind: 'uncounted', detail: expect.stringMatching(says) },
    });
    expect(end.instructions).toBeUndefined();
  });

  it('run() ends a counted step at its limit', async () => {
    const end = await tree.count('while :; do :; done', 1_500);
    expect(end.failure).toEqual({
      kind: 'timeout',
      detail: 'a step did not end within 1500 ms',
    });
    expect(end.instructions).toBeUndefined();
  });
});

describe.skipIf(uncountable !== undefined)('TreeSandbox.build() of counted steps', () => {
  it('build() says what to install when the tier is landlock', async () => {
    await expect(countedTree('landlock')).rejects.toMatchObject({
      message: expect.stringMatching(/landlock/),
    });
  });

  it('build() counts in the process tier too', async () => {
    using tree = await countedTree('process');
    expect((await tree.count('./counted works')).instructions).toBeGreaterThan(LEAST);
    expect(await tree.count('./counted opens-its-memory')).toMatchObject({
      failure: { kind: 'uncounted' },
    });
  });
});
