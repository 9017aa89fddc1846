/** A built tree whose steps are counted, in a sandbox of this machine. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openMachineSandbox } from '../../../dist/sandboxes/sandbox.js';
import { counterParts } from '../../../dist/sandboxes/counting/instruction-counter.js';
import type { BuiltTree, StepEnd } from '../../../src/contracts/sandbox.ts';
import type { Tier } from '../../../src/domain/evaluation.ts';

const never = new AbortController().signal;
const LIMITS = { callMs: 60_000, workloadMs: 60_000, memoryMiB: 64, outputBytes: 100_000 };
const SOURCE = fileURLToPath(new URL('../../fixtures/native/counted.c', import.meta.url));

/** Why instructions cannot be counted here; undefined if they can. */
export const uncountable: string | undefined = whyNot();
if (uncountable !== undefined)
  process.stderr.write(`Tests of instruction counts are skipped: ${uncountable}\n`);

function whyNot(): string | undefined {
  try {
    counterParts();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** The tree, and its tier. */
export interface CountedTree extends Disposable {
  readonly tier: Tier;
  count(command: string, limitMs?: number): Promise<StepEnd>;
}

/** Builds it. */
export async function countedTree(tier: Tier | 'auto' = 'auto'): Promise<CountedTree> {
  const sandbox = await openMachineSandbox(tier);
  const files = {
    'counted.c': readFileSync(SOURCE, 'utf8'),
    'sum.py': 'print(sum(range(50_000)))\n',
  };
  const build = 'gcc -O1 -w -o counted counted.c';
  const tree = { files, build, tests: [], buildMs: 60_000, counted: true };
  let built: BuiltTree;
  try {
    const came = await sandbox.trees?.build(tree, LIMITS, never);
    if (!came || 'kind' in came) throw new Error(`It was not built: ${JSON.stringify(came)}`);
    built = came;
  } catch (error) {
    sandbox[Symbol.dispose]();
    throw error;
  }
  let number = 0;
  return {
    tier: sandbox.tier,
    count: (command, limitMs = 60_000) => {
      const empty = { hasStdin: false, inputs: [], outputs: [] };
      const step = { ...empty, number: ++number, command, limitMs, counted: true };
      return built.run(step, LIMITS, never);
    },
    [Symbol.dispose]: () => {
      built[Symbol.dispose]();
      sandbox[Symbol.dispose]();
    },
  };
}
