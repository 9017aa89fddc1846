import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tiersHere } from '../../dist/sandboxes/sandbox.js';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import { type Evaluating, evaluating } from './judge/evaluating.ts';
import { type ProblemFolder, problemFolder } from './judge/problem-folder.ts';

const tiers = (await tiersHere()).flatMap(({ tier, driver }) => (driver ? [tier] : []));

/** Programs of every sort of end; what a tier does not promise decides none of them. */
const PROGRAMS = [
  'allocates-on-the-heap',
  'answers-twice-lie-first',
  'claims-a-giant-frame',
  'exits-0',
  'exits-3-when-called',
  'forks-without-end',
  'honest',
  'leaves-daemons',
  'loops-forever',
  'never-resolves',
  'other-entry',
  'prints-100-mb',
  'returns-nan',
  'returns-too-few',
  'sends-a-wrong-nonce',
  'syntax-error',
  'throws-on-some',
];

/** Takes more than it may have in processes that its own end does not end. */
const EATS_IN_CHILDREN = `import { spawn } from 'node:child_process';
const eat = 'const kept = []; while (kept.length < 60) kept.push(Buffer.alloc(1e6, 1)); setInterval(() => 0, 1e6)';
export function sort() {
  for (let i = 0; i < 12; i++) spawn(process.execPath, ['-e', eat], { stdio: 'ignore' });
  return new Promise(() => setInterval(() => 0, 1e6));
}`;
/** Writes where it may not, and goes on if it is told so. */
const IS_CAREFUL = `import { writeFileSync } from 'node:fs';
export function sort(numbers) {
  try { writeFileSync('/usr/found', 'x'); } catch {}
  return numbers.toSorted((a, b) => a - b);
}`;

describe('workloadEvaluator() on every tier', () => {
  let folder: ProblemFolder;
  let worlds: readonly Evaluating[];
  beforeAll(async () => {
    folder = problemFolder({
      'callMs: 500, workloadMs: 2_000': 'callMs: 6_000, workloadMs: 20_000',
    });
    worlds = await Promise.all(tiers.map((tier) => evaluating(folder.path, { tier })));
  });
  afterAll(async () => {
    for (const world of worlds) await world[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  it.each([
    ...PROGRAMS.map((name) => [name, name]),
    ['eats in children', EATS_IN_CHILDREN],
    ['is careful', IS_CAREFUL],
  ])('workloadEvaluator() gives the same verdict when the program %s', async (_, program) => {
    const judged = await Promise.all(worlds.map((world) => world.judge(program ?? '')));
    const [first, ...others] = judged.map(({ evaluation }) => verdictOf(evaluation));
    expect(judged.map(({ tier }) => tier)).toEqual(tiers);
    for (const other of others) expect(other).toEqual(first);
  });
});

/** What an evaluation says, without the time that was used. */
function verdictOf(evaluation: Evaluation): object {
  switch (evaluation.status) {
    case 'valid': {
      const { status, metrics, signature } = evaluation;
      return { status, misplaced: metrics['misplaced'], signature };
    }
    case 'invalid':
      return { status: evaluation.status, violations: evaluation.violations };
    case 'failed': {
      const { kind, regime, index } = evaluation.failure;
      return { status: evaluation.status, kind, regime, index };
    }
  }
}
