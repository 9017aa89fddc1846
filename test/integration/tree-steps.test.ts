import { describe, expect, it } from 'vitest';
import { openMachineSandbox } from '../../dist/sandboxes/sandbox.js';
import type { BuiltTree, Sandbox } from '../../src/contracts/sandbox.ts';
import { countTagged, until } from '../../src/testing/program-under-test.ts';

const never = new AbortController().signal;
const limits = { callMs: 1_000, workloadMs: 1_000, memoryMiB: 64, outputBytes: 1_000 };

/** A tree with a file `a`. */
async function smallTree({ trees }: Sandbox): Promise<BuiltTree> {
  const tree = { files: { a: 'x' }, build: 'true', tests: [], buildMs: 10_000 };
  const built = await trees?.build(tree, limits, never);
  if (!built || 'kind' in built) throw new Error(`It was not built: ${JSON.stringify(built)}`);
  return built;
}

describe('openMachineSandbox() with trees', () => {
  it('openMachineSandbox() leaves no process when a step is stopped and when it leaves daemons', async () => {
    using sandbox = await openMachineSandbox('auto');
    using steps = await smallTree(sandbox);
    const tag = String(70_000_000 + process.pid);
    const daemons = `for i in 1 2 3 4 5 6 7 8 9 10; do setsid -f sleep ${tag}; done;`;
    const step = { limitMs: 1_000, hasStdin: false, inputs: [], outputs: ['a', 'none'] };
    const stopped = { ...step, number: 1, command: `${daemons} sleep ${tag}` };
    expect(await steps.run(stopped, limits, never)).toMatchObject({ failure: { kind: 'timeout' } });
    await until('nothing is left of a step that was stopped', () => countTagged(tag) === 0);
    const ended = { ...step, number: 2, limitMs: 20_000, command: `${daemons} exit 5` };
    expect(await steps.run(ended, limits, never)).toMatchObject({ exitCode: 5 });
    await until('nothing is left of a step that has ended', () => countTagged(tag) === 0);
  });
});

/** Counts to a number in awk, for some hundred milliseconds. */
const WORKS = "awk 'BEGIN { for (i = 0; i < 10000000; i++) n += i }'";

describe('BuiltTree.run()', () => {
  it.each([
    ['works by itself', WORKS],
    ['lets a child work', `(${WORKS}; :); :`],
    ['leaves what works', `(${WORKS}; sleep 60) & sleep 2`],
    ['lets a daemon work', `setsid -f ${WORKS}; sleep 2`],
  ])('run() tells the CPU time of a step that %s', async (_title, command) => {
    using sandbox = await openMachineSandbox('auto');
    using steps = await smallTree(sandbox);
    const step = { number: 1, limitMs: 20_000, hasStdin: false, inputs: [], outputs: [] };
    expect((await steps.run({ ...step, command }, limits, never)).cpuMs).toBeGreaterThan(50);
  });
});
