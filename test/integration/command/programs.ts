/** Programs that are changes of the tree in `command-folder.ts`: what may change is `src/pack.h`. */
import type { Evaluation } from '../../../src/domain/evaluation.ts';
import { copies, RUNS } from './command-folder.ts';

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

/** A program that gets nothing. */
interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** The kind of failure, or the rule that is broken. */
  readonly becomes: string;
  readonly says: RegExp;
  readonly needsWalls?: true;
}

/** Files that have `text` for what may change. */
export function file(text: string): Readonly<Record<string, string>> {
  return { 'src/pack.h': text };
}

/** Packs as `RUNS` does, and long enough for its memory to be seen, which is looked at every 20 ms. */
export const TAKES_TIME = file(
  `#include <unistd.h>\n${RUNS.replace('int byte = getc(from);', 'usleep(200000); int byte = getc(from);')}`,
);

/** Never ends but in the test of the tree. */
export const LOOPS = file(copies('int first = getc(from); while (first != 97); putc(first, to);'));

/** Why a program gets nothing: the kind of its failure, or the rules that it broke. */
export function whyNot(
  evaluation: Evaluation,
): readonly { readonly rule: string; readonly detail: string }[] {
  if (evaluation.status === 'valid') return [];
  if (evaluation.status === 'invalid') return evaluation.violations;
  return [{ rule: evaluation.failure.kind, detail: evaluation.failure.detail }];
}

/** Programs that get nothing, and what becomes of each. */
export const WRONG: readonly Case[] = [
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
    files: LOOPS,
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
