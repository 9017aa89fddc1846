/** Programs in compiled languages that do wrong, each with what must be said of it. */
import type { NativeLanguage } from './compilers.ts';

/** A program that does wrong, how it fails, and what must be said of it. */
export interface WrongProgram {
  readonly title: string;
  readonly language: NativeLanguage;
  readonly text: string;
  readonly kind: string;
  readonly says: RegExp;
  /** It needs walls to be prevented. */
  readonly needsWalls?: true;
}

const INCLUDES =
  '#include "barbican.h"\n#include <stdio.h>\n#include <stdlib.h>\n#include <unistd.h>\n#include <signal.h>\n';
/** A function in C with this body, after these lines. */
export const c = (body: string, before = ''): string =>
  `${INCLUDES}${before}\nJson *sort(const Json *input) { ${body} }\n`;
export const sorted = 'return json_of_number((double)json_length(input));';

/** What programs do wrong when they are built. */
export const WRONG_BUILDS: readonly WrongProgram[] = [
  {
    title: 'do not compile in C',
    language: 'c',
    text: 'Json *sort(const Json *input) {\n  int x = input\n  return 0;\n}\n',
    kind: 'compile',
    says: /^program\.c:2:\d+: error: /,
  },
  {
    title: 'do not compile in C++',
    language: 'cpp',
    text: 'int sort(const barbican::Value &) { return text; }\n',
    kind: 'compile',
    says: /^program\.cpp:1:\d+: error: 'text' was not declared/,
  },
  {
    title: 'do not compile in Rust',
    language: 'rust',
    text: 'pub fn sort(_: &barbican::Value) -> f64 { "text" }\n',
    kind: 'compile',
    says: /^program\.rs:1:\d+: error\[E0308\]: mismatched types/,
  },
  {
    title: 'lack the entry in C',
    language: 'c',
    text: 'int x;',
    kind: 'missing-entry',
    says: /no function "sort"/,
  },
  {
    title: 'lack the entry in C++',
    language: 'cpp',
    text: 'int x;',
    kind: 'missing-entry',
    says: /no function "sort"/,
  },
  {
    title: 'keep the entry to themselves in Rust',
    language: 'rust',
    text: 'fn sort() {}',
    kind: 'missing-entry',
    says: /no function "sort"/,
  },
  {
    title: 'have another sort of entry',
    language: 'c',
    text: 'int sort(int x) { return x; }',
    kind: 'compile',
    says: /conflicting types for 'sort'/,
  },
  {
    title: 'include what is not there',
    language: 'c',
    text: '#include <no/such.h>\nint x;\n',
    kind: 'compile',
    says: /^program\.c:1:\d+: fatal error: no\/such\.h: No such file/,
  },
  {
    title: 'import what is not there',
    language: 'rust',
    text: 'use serde::Serialize;\npub fn sort(_: &barbican::Value) {}\n',
    kind: 'compile',
    says: /^program\.rs:1:\d+: error\[E0432\]: unresolved import/,
  },
  {
    title: 'build the files of this machine in',
    language: 'c',
    text: '__asm__(".incbin \\"/etc/passwd\\"");\nint x;\n',
    kind: 'compile',
    says: /file not found: \/etc\/passwd/,
    needsWalls: true,
  },
  {
    title: 'become too large',
    language: 'c',
    text: c(sorted, 'char large[200000000] = {1};'),
    kind: 'compile',
    says: /./,
  },
];
