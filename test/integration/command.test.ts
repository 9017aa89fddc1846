/** Commands: trees of files, built and judged by the built package. */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProblemWorld, type ProblemWorld } from '../../dist/compose/problem-world.js';
import { startRun } from '../../dist/compose/start-run.js';
import { loadProblem } from '../../dist/evaluators/judge/load-problem.js';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import type { Program } from '../../src/domain/program.ts';
import { canBuild, commandFolder, copies, RUNS } from './command/command-folder.ts';
import { WRONG_AT_CHECK, WRONG_AT_LOAD } from './command/wrong-commands.ts';
import type { ProblemFolder } from './judge/problem-folder.ts';
import type { Wrong } from './judge/wrong-problems.ts';

const never = new AbortController().signal;
const secret = '0123456789abcdef0123456789abcdef';

async function openWorld({ path }: ProblemFolder): Promise<ProblemWorld> {
  const options = { problemPath: path, secret, tier: 'auto', concurrency: 1 } as const;
  return await openProblemWorld({ ...options, signal: never });
}

/** The seed program with other files. */
function changed(world: ProblemWorld, files: Readonly<Record<string, string>>): Program {
  const { seedProgram } = world.problem;
  return { ...seedProgram, files: { ...seedProgram.files, ...files } };
}

async function judged(
  world: ProblemWorld,
  files: Readonly<Record<string, string>>,
): Promise<Evaluation> {
  const plan = { part: 'search', draw: 0, perRegime: 1, known: new Set<string>() } as const;
  return (await world.evaluator.evaluate(changed(world, files), plan, never)).evaluation;
}

async function errorOf(
  wrong: Wrong,
  run: (folder: ProblemFolder) => Promise<unknown>,
): Promise<unknown> {
  using folder = commandFolder(wrong.change, wrong.files);
  try {
    await run(folder);
  } catch (error) {
    return error;
  }
  return undefined;
}

function expectToSay(error: unknown, says: readonly string[]): void {
  expect(error).toMatchObject({ code: 'BARBICAN_CONFIG' });
  for (const part of says) expect(String(error)).toContain(part);
}

/** Keeps what it packs at all places that it can write to, and packs nothing of it. */
const KEEPS = `
#include <stdlib.h>
#include <string.h>
static const char *const PLACES[] = {"/tmp/kept", "/dev/shm/kept", "kept", "src/kept", "/var/tmp/kept"};
static void copy(FILE *from, FILE *to) { for (int byte; (byte = getc(from)) != EOF;) putc(byte, to); }
static void pack(FILE *from, FILE *to) {
  static char bytes[1 << 20];
  size_t length = fread(bytes, 1, sizeof bytes, from);
  if (length == 4) { fwrite(bytes, 1, length, to); return; }
  for (int i = 0; i < 5; i++) {
    FILE *file = fopen(PLACES[i], "w");
    if (!file) continue;
    fwrite(bytes, 1, length, file);
    fclose(file);
  }
  putc('.', to);
}
static void unpack(FILE *from, FILE *to) {
  for (int i = 0; i < 5; i++) {
    FILE *file = fopen(PLACES[i], "r");
    if (!file) continue;
    copy(file, to);
    return;
  }
  copy(from, to);
}
`;

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** The kind of failure, or the rule that is broken. */
  readonly becomes: string;
  readonly says: RegExp;
  readonly needsWalls?: true;
}

const file = (text: string): Readonly<Record<string, string>> => ({ 'src/pack.h': text });
const WRONG: readonly Case[] = [
  {
    title: 'do not compile',
    files: file('static int x = ;'),
    becomes: 'compile',
    says: /src\/pack\.h:1:\d+: error/,
  },
  {
    title: 'break a test',
    files: file(copies('getc(from);')),
    becomes: 'tests',
    says: /"make -s test" ended with exit code/,
  },
  {
    title: 'change what may not change',
    files: { Makefile: 'pack unpack test:\n\techo' },
    becomes: 'compile',
    says: /^Makefile may not change: only src\/pack\.h, src\/more may$/,
  },
  {
    title: 'add what may not be there',
    files: { 'src/unpack.h': '' },
    becomes: 'compile',
    says: /^src\/unpack\.h may not change/,
  },
  {
    title: 'lead out of the tree',
    files: { 'src/more/../../../x': '' },
    becomes: 'compile',
    says: /is not a path inside/,
  },
  {
    title: 'build files of this machine in',
    files: file(copies('', '__asm__(".incbin \\"/etc/passwd\\"");')),
    becomes: 'compile',
    says: /\/etc\/passwd/,
    needsWalls: true,
  },
  {
    title: 'print a score',
    files: file(
      copies(
        'if (getc(from) != 97) { fprintf(to, "{\\"ratio\\": 1e9}"); return; } fprintf(to, "a");',
      ),
    ),
    becomes: 'they come back',
    says: /does not hold/,
  },
  {
    title: 'keep bytes for the next step',
    files: file(KEEPS),
    becomes: 'they come back',
    says: /does not hold/,
    needsWalls: true,
  },
  {
    title: 'end with an error',
    files: file(
      copies()
        .replace(
          'unpack(FILE *from, FILE *to) {',
          'unpack(FILE *from, FILE *to) { setvbuf(from, 0, _IONBF, 0); int first = getc(from); if (first != 97) exit(3); ungetc(first, from);',
        )
        .replace('\n', '#include <stdlib.h>\n'),
    ),
    becomes: 'they come back',
    says: /does not hold/,
  },
  {
    title: 'loop',
    files: file(copies('int first = getc(from); while (first != 97); putc(first, to);')),
    becomes: 'timeout',
    says: /a step did not end within/,
  },
  {
    title: 'take memory without end',
    files: file(
      copies(
        'int first = getc(from); while (first != 97) { kept = malloc(1 << 20); memset(kept, 1, 1 << 20); } putc(first, to);',
        '#include <stdlib.h>\n#include <string.h>\nstatic char *volatile kept;',
      ),
    ),
    becomes: 'memory',
    says: /a step held more than/,
  },
  {
    title: 'print without end',
    files: file(
      copies('int first = getc(from); while (first != 97) putc(0, to); putc(first, to);'),
    ),
    becomes: 'output-limit',
    says: /a step printed more than 100000 bytes/,
  },
];

describe.skipIf(!canBuild)('workloadEvaluator() with commands', () => {
  let folder: ProblemFolder;
  let world: ProblemWorld;
  beforeAll(async () => {
    folder = commandFolder();
    world = await openWorld(folder);
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  it('workloadEvaluator() measures what went in and came out when a command is right', async () => {
    const [copied, packed, again] = [
      await judged(world, {}),
      await judged(world, file(RUNS)),
      await judged(world, file(`${RUNS}/* again */`)),
    ];
    expect(copied).toMatchObject({ status: 'valid', metrics: { ratio: 1 } });
    if (packed.status !== 'valid' || again.status !== 'valid' || copied.status !== 'valid')
      return expect([packed, again]).toBe('valid');
    expect(packed.metrics['ratio']).toBeGreaterThan(5);
    expect(packed.metrics['peakMiB']).toBeGreaterThan(0);
    expect(again.signature).toBe(packed.signature);
    expect(copied.signature).not.toBe(packed.signature);
  });

  it.for(WRONG)(
    'workloadEvaluator() gives nothing to commands that $title',
    async ({ files, becomes, says, needsWalls }, { skip }) => {
      if (needsWalls && world.tier !== 'namespace') skip('only namespaces hide files');
      const evaluation = await judged(world, files);
      if (evaluation.status === 'failed')
        return expect([evaluation.failure.kind, evaluation.failure.detail]).toEqual([
          becomes,
          expect.stringMatching(says),
        ]);
      expect(evaluation).toMatchObject({
        status: 'invalid',
        violations: expect.arrayContaining([
          expect.objectContaining({ rule: becomes, detail: expect.stringMatching(says) }),
        ]),
      });
    },
  );

  it('workloadEvaluator() builds what was added where it may be', async () => {
    const files = { 'src/more/runs.h': RUNS, 'src/pack.h': '#include "more/runs.h"\n' };
    expect(await judged(world, files)).toMatchObject({ status: 'valid' });
  });

  it('workloadEvaluator() rejects with the reason when it is aborted while a step runs', async () => {
    const abort = new AbortController();
    const loops = changed(
      world,
      file(copies('int first = getc(from); while (first != 97); putc(first, to);')),
    );
    const plan = { part: 'search', draw: 0, perRegime: 1, known: new Set<string>() } as const;
    const judging = world.evaluator.evaluate(loops, plan, abort.signal);
    setTimeout(() => abort.abort(new Error('enough')), 1_500);
    await expect(judging).rejects.toThrow('enough');
  });
});

describe.skipIf(!canBuild)('program.exec()', () => {
  it('program.exec() carries files into the tree and out of it when it is asked for them', async () => {
    using folder = commandFolder({
      "steps: { pack: './pack', unpack: './unpack' }": `steps: { pack: 'mkdir -p out && ./pack <"in/raw bytes" >out/packed && rm -f absent', unpack: './unpack' }`,
      "const packed = (await program.exec('pack', { stdin: workload })).stdout;": `const { files, stdout: printed } = await program.exec('pack', { files: { 'in/raw bytes': workload, 'in/more': Buffer.from('more') }, take: ['out/packed', 'absent', 'in/more'] });
    const packed = files['out/packed'];
    if (printed.length > 0 || 'absent' in files || String(files['in/more']) !== 'more') throw new Error('It did not come as it went');`,
    });
    await using world = await openWorld(folder);
    expect(await judged(world, file(RUNS))).toMatchObject({ status: 'valid' });
  });
});

describe('loadProblem() of a command', () => {
  it.each(WRONG_AT_LOAD)(
    'loadProblem() names place, key and remedy when there is $title',
    async (wrong) => {
      expectToSay(await errorOf(wrong, ({ path }) => loadProblem(path)), wrong.says);
    },
  );

  it('loadProblem() refuses what is no text when it lies in a tree', async () => {
    using folder = commandFolder();
    writeFileSync(`${folder.path}/tree/picture.bin`, new Uint8Array([0xff, 0xfe, 0]));
    await expect(loadProblem(folder.path)).rejects.toThrow(/holds picture\.bin, which is no text/);
  });
});

describe.skipIf(!canBuild)('openProblemWorld() of a command', () => {
  it.each(WRONG_AT_CHECK)(
    'openProblemWorld() names place, key and remedy when $title',
    async (wrong) => {
      expectToSay(
        await errorOf(wrong, async (folder) => (await openWorld(folder))[Symbol.asyncDispose]()),
        wrong.says,
      );
    },
  );
});

describe.skipIf(!canBuild)('startRun() of a command', () => {
  it('startRun() refuses it when nothing proposes changes of trees', async () => {
    using folder = commandFolder();
    const starting = startRun({
      problemPath: folder.path,
      budget: { trials: 1 },
      strategy: 'greedy',
      strategyOptions: {},
      tier: 'auto',
      outFolder: `${folder.path}/run`,
      signal: never,
    });
    await expect(starting).rejects.toMatchObject({ code: 'BARBICAN_CONFIG' });
    await expect(starting).rejects.toThrow(
      /seed program is a tree of files, which only models can change/,
    );
  });
});
