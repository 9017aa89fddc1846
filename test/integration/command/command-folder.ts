/** A small problem of a command whose text tests change: bytes are to be packed, and got back. Needs gcc and make. */
import { spawnSync } from 'node:child_process';
import { type ProblemFolder, writtenFolder } from '../judge/problem-folder.ts';

/** Whether commands can be built as the problem asks. */
export const canBuild = ['gcc', 'make'].every(
  (tool) => spawnSync(tool, ['--version']).status === 0,
);
if (!canBuild) process.stderr.write('Tests of commands are skipped: they need gcc and make\n');

const PROBLEM = `import { defineProblem, defineWorkloads, int, maximize, minimize, slow } from 'barbican';

export default defineProblem({
  name: 'packing',
  summary: 'Pack bytes into fewer, and get them back.',
  program: {
    kind: 'command',
    seed: './tree',
    edit: ['src/pack.h', 'src/more'],
    build: 'make -s pack unpack',
    steps: { pack: './pack', unpack: './unpack' },
    tests: ['make -s test'],
  },
  limits: { workloadMs: 2_500, memoryMiB: 64, outputBytes: 100_000 },
  workloads: defineWorkloads({
    params: { bytes: int(100, 50_000) },
    perRegime: { search: 1, selection: 1, holdout: 1 },
    regimes: { large: { bytes: int(20_000, 50_000) }, small: slow({ bytes: int(100, 200) }) },
    generate: ({ params, rng }) => {
      let byte = 0;
      return Uint8Array.from({ length: params.bytes }, () => (byte = rng.next() < 0.05 ? rng.int(0, 255) : byte));
    },
  }),
  drive: async ({ workload, program }) => {
    const packed = (await program.exec('pack', { stdin: workload })).stdout;
    const { exitCode, stdout } = await program.exec('unpack', { stdin: packed });
    return { packedBytes: packed.length, exitCode, back: stdout };
  },
  metrics: {
    ratio: maximize('ratio', { across: 'ratio' }),
    packMs: minimize('ms', { across: 'worst' }),
    peakMiB: minimize('MiB', { across: 'worst' }),
  },
  measure: ({ workload, output, usage }) => ({
    ratio: { top: workload.length, bottom: output.packedBytes },
    packMs: usage.pack.cpuMs,
    peakMiB: usage.peakMiB,
  }),
  invariants: {
    'they come back': ({ workload, output }) => output.exitCode === 0 && Buffer.compare(workload, output.back) === 0,
  },
  objectives: ['ratio'],
  noFloors: 'a test',
  baselines: { runs: './runs' },
});
`;

const TREE: Readonly<Record<string, string>> = {
  'tree/Makefile': `pack unpack: %: src/%.c src/pack.h
\tgcc -O2 -o $@ src/$@.c
test: pack unpack
\t./check.sh
.PHONY: test
`,
  'tree/check.sh': '#!/bin/sh\nprintf aaab | ./pack | ./unpack | grep -q "^aaab$"\n',
  'tree/src/more/about.txt': 'Headers may be added here.\n',
  'tree/src/pack.c': `#include <stdio.h>
#include "pack.h"
int main(void) { pack(stdin, stdout); return 0; }
`,
  'tree/src/unpack.c': `#include <stdio.h>
#include "pack.h"
int main(void) { unpack(stdin, stdout); return 0; }
`,
};

/** \`src/pack.h\` that copies; \`first\` comes before it packs. */
export function copies(first = '', before = ''): string {
  return `${before}
static void copy(FILE *from, FILE *to) { for (int byte; (byte = getc(from)) != EOF;) putc(byte, to); }
static void pack(FILE *from, FILE *to) { ${first} copy(from, to); }
static void unpack(FILE *from, FILE *to) { copy(from, to); }
`;
}

/** \`src/pack.h\` that writes how often a byte comes, and the byte. */
export const RUNS = `
static void pack(FILE *from, FILE *to) {
  int byte = getc(from);
  while (byte != EOF) {
    int next, count = 1;
    while ((next = getc(from)) == byte && count < 255) count++;
    putc(count, to);
    putc(byte, to);
    byte = next;
  }
}
static void unpack(FILE *from, FILE *to) {
  for (int count; (count = getc(from)) != EOF;)
    for (int byte = getc(from); count-- > 0;) putc(byte, to);
}
`;

/** Writes the problem with texts replaced, each of which must occur once, and files. */
export function commandFolder(
  changes: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): ProblemFolder {
  return folderWithTree({ 'problem.ts': PROBLEM }, changes, files);
}

/** The same with another problem file, by its name. */
export function folderWithTree(
  problemFile: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
): ProblemFolder {
  return writtenFolder(problemFile, changes, {
    ...TREE,
    'tree/src/pack.h': copies(),
    'runs/src/pack.h': RUNS,
    ...files,
  });
}
