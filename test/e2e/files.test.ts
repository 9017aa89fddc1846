/** Real inputs through the built command line: what a run leaves behind, and what it notices when it goes on. */
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barbican, objectsOf, temporaryFolder } from './barbican.ts';

const PROBLEM = `import { z } from 'zod';
import { byFile, defineProblem, defineWorkloads, files, int, minimize, violated } from 'barbican';

export default defineProblem({
  name: 'longest-word',
  summary: 'Find the longest word.',
  program: { kind: 'function', seed: './seed.ts', entry: 'pick', input: z.array(z.string()), output: z.int().nonnegative() },
  limits: { callMs: 2_000, workloadMs: 4_000, memoryMiB: 64 },
  workloads: defineWorkloads({
    data: {
      words: files('words/*.txt', {
        parse: (bytes) => new TextDecoder().decode(bytes).trim().split(' '),
        split: byFile({ search: 'a*', selection: 'b*', holdout: 'c*' }),
        licence: 'CC0-1.0',
        public: true,
      }),
    },
    params: { from: int(0, 40) },
    perRegime: { search: 2, selection: 2, holdout: 2 },
    regimes: { all: {} },
    generate: ({ params, data, rng }) => data.words.pick(rng).slice(params.from, params.from + 40),
  }),
  metrics: { missed: minimize('letters') },
  measure: ({ workload, output }) => ({ missed: Math.max(...workload.map((word) => word.length)) - workload[output].length }),
  invariants: { 'it is a place': ({ workload, output }) => output < workload.length || violated('beyond the end', workload[0]) },
  objectives: ['missed'],
  baselines: { first: './first.ts' },
});
`;
const SEED = `export function pick(words: string[]): number {
  console.error(words[0]);
  let best = 0;
  // The shortest: it behaves on no workload like the one that is right.
  for (let i = 1; i < words.length - 7; i += 2) {
    if (words[i].length < words[best].length && i < 39) best = i;
  }
  return best;
}
`;
const BEST = `export function pick(words: string[]): number {
  return words.reduce((best, word, i) => (word.length > words[best].length ? i : best), 0);
}
`;
const FIRST = 'export function pick(_words: string[]): number {\n  return 0;\n}\n';
/** Words that stand in one part only, so that one letter of them anywhere tells of a leak. */
const wordsOf = (mark: string): string =>
  Array.from({ length: 90 }, (_, i) => `${mark}${'x'.repeat((7 * i) % 13)}${i}`).join(' ');

const folder = temporaryFolder();
const problem = join(folder, 'p');
const data = join(folder, 'data');
const out = join(folder, 'run');

beforeAll(() => {
  mkdirSync(problem);
  mkdirSync(join(data, 'words'), { recursive: true });
  for (const [name, text] of [
    ['p/problem.ts', PROBLEM],
    ['p/seed.ts', SEED],
    ['p/first.ts', FIRST],
    ['data/words/a.txt', wordsOf('searchword')],
    ['data/words/b.txt', wordsOf('selectionword')],
    ['data/words/c.txt', wordsOf('holdoutword')],
  ] as const)
    writeFileSync(join(folder, name), text);
  const best = join(folder, 'best.ts');
  writeFileSync(best, BEST);
  writeFileSync(join(folder, 'agent.sh'), `#!/bin/sh\ncat > /dev/null\ncp ${best} seed.ts\n`, {
    mode: 0o755,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything that a run has written, unpacked: its log, its programs, its files. */
async function textsOf(run: string): Promise<string> {
  const log = await barbican(['log', run, '--json']);
  const best = await barbican(['show', run, '--program', 'best']);
  const files = readdirSync(run, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  return [log.stdout, best.stdout, ...files].join('\n');
}

describe('--data', () => {
  it('is needed when the files are not beside the problem', async () => {
    const { code, stderr } = await barbican(['check', problem]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/workloads\.data\.words: matches no file.*words\/\*\.txt.*--data/);
  });

  it('lets a problem be checked when it names their folder', async () => {
    const { code, stdout } = await barbican(['check', problem, '--data', data]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/words {2}search +1/);
    expect(stdout).toContain('words: words/*.txt, split by file, CC0-1.0, public: unseen by a run');
  });

  it('leaves nothing of the hidden inputs in a run, and says that they are public', async () => {
    // An agent that finds the best program, so that there is a claim whatever a search would find.
    const agent = `mine=${join(folder, 'agent.sh')}`;
    const args = ['run', problem, '--data', data, '--out', out, '--budget', 'trials=6'];
    const { code, stdout } = await barbican([...args, '--rng-seed', '1', '--agent', agent]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      "The holdout's part of words is public: unseen by this run, not secret.",
    );
    const texts = await textsOf(out);
    // Feedback on the search may quote it.
    expect(texts.includes('selectionword')).toBe(false);
    expect(texts.includes('holdoutword')).toBe(false);
    const [started] = objectsOf((await barbican(['log', out, '--json'])).stdout);
    expect(started).toMatchObject({
      type: 'run.started',
      dataPath: data,
      problem: {
        data: [
          {
            name: 'words',
            licence: 'CC0-1.0',
            public: true,
            files: [
              {
                path: 'words/a.txt',
                part: 'search',
                hash: expect.stringMatching(/^[0-9a-f]{64}$/),
              },
              { path: 'words/b.txt', part: 'selection' },
              { path: 'words/c.txt', part: 'holdout' },
            ],
          },
        ],
      },
    });
  });
});

describe('barbican resume', () => {
  it('names the file when one was changed, and goes on when it is back', async () => {
    const file = join(data, 'words/c.txt');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, `${before} more`);
    const changed = await barbican(['resume', out, '--budget', 'trials=7']);
    expect(changed.code).toBe(2);
    expect(changed.stderr).toContain('as words/c.txt (words) has changed since the run began');
    writeFileSync(file, before);
    const resumed = await barbican(['resume', out, '--budget', 'trials=7', '--quiet']);
    expect(resumed.code).toBe(0);
  });

  it('goes on when the files have moved and it is told where', async () => {
    const moved = join(folder, 'moved');
    cpSync(data, moved, { recursive: true });
    renameSync(data, join(folder, 'away'));
    const lost = await barbican(['resume', out, '--budget', 'trials=8']);
    expect(lost.code).toBe(2);
    expect(lost.stderr).toContain('--data: is not a folder');
    const found = await barbican([
      'resume',
      out,
      '--data',
      moved,
      '--budget',
      'trials=8',
      '--quiet',
    ]);
    expect(found.code).toBe(0);
    const again = await barbican(['resume', out, '--budget', 'trials=9', '--quiet']);
    expect(again.code).toBe(0);
  });
});
