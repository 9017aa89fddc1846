import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tiersHere } from '../../dist/sandboxes/sandbox.js';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import type { WallClaim } from '../../src/domain/wall.ts';
import { type Evaluating, evaluating } from './judge/evaluating.ts';
import { type ProblemFolder, problemFolder } from './judge/problem-folder.ts';

const drivers = (await tiersHere()).flatMap(({ driver }) => driver ?? []);
const tiers = drivers.map(({ tier }) => tier);

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
/** Programs that are right where a promise is kept, and give up what they found where it is not. */
const NEED_A_WALL: readonly (readonly [string, WallClaim, (port: number) => string])[] = [
  ['reads a file', 'files', () => unless("readFileSync('/etc/passwd')")],
  ['asks for a file', 'existence', () => unless("statSync('/etc/passwd')")],
  ['calls a server', 'network', (port) => unless(`await connected(${port})`)],
];

/** A program that sorts unless what it tries works. */
function unless(tried: string): string {
  return `import { readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
const connected = (port) => new Promise((resolve, reject) =>
  connect(port, '127.0.0.1', resolve).on('error', reject));
export async function sort(numbers) {
  try { ${tried}; } catch { return numbers.toSorted((a, b) => a - b); }
  return [];
}`;
}

/** The same in another language, whose host is another. */
const IN_PYTHON: readonly (readonly [string, string])[] = [
  ['is honest', 'def sort(numbers):\n    return sorted(numbers)'],
  ['raises', 'def sort(numbers):\n    raise ValueError("no")'],
  ['ends its process', 'import os\ndef sort(numbers):\n    os._exit(0)'],
  [
    'forges a reply',
    'import os\ndef sort(numbers):\n    os.write(4, b"\\0\\0\\0\\2[]")\n    return 1',
  ],
  [
    'allocates without end',
    'def sort(numbers):\n    kept = []\n    while True:\n        kept.append(b"x" * 10**7)',
  ],
];

describe('workloadEvaluator() on every tier', () => {
  let folder: ProblemFolder;
  let worlds: readonly Evaluating[];
  beforeAll(async () => {
    folder = problemFolder({
      'callMs: 500, workloadMs: 2_000': 'callMs: 3_000, workloadMs: 20_000',
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

  it.each(IN_PYTHON)(
    'workloadEvaluator() gives the same verdict when a program in Python %s',
    async (_, text) => {
      const program = { language: 'python', main: 'p.py', files: { 'p.py': text } } as const;
      const judged = await Promise.all(worlds.map((world) => world.judge(program)));
      const [first, ...others] = judged.map(({ evaluation }) => verdictOf(evaluation));
      for (const other of others) expect(other).toEqual(first);
    },
  );

  it.each(NEED_A_WALL)(
    'workloadEvaluator() gives the same verdict where it is promised when the program %s',
    async (_, claim, textFor) => {
      await using server = await listening();
      const program = textFor(server.port);
      const judged = await Promise.all(worlds.map((world) => world.judge(program)));
      const honest = await worlds[0]?.judge('honest');
      for (const [i, { evaluation }] of judged.entries()) {
        const seen = { tier: tiers[i], verdict: verdictOf(evaluation) };
        const right = { tier: tiers[i], verdict: honest && verdictOf(honest.evaluation) };
        // Where it is not promised it is seen, so this test would see it elsewhere.
        if (drivers[i]?.lacks[claim] === undefined) expect(seen).toEqual(right);
        else expect(seen).not.toEqual(right);
      }
    },
  );
});

async function listening(): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

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
