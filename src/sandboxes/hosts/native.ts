/** What the hosts of compiled languages have in common: a program is built with its host into one file, which runs by itself. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SandboxJob } from '../../contracts/sandbox.ts';
import { InfraError } from '../../domain/errors.ts';
import type { Failure } from '../../domain/evaluation.ts';
import { outputInGroup } from '../../lib/node/run-in-group.ts';
import type { BuildPlan, LanguageHost, Mount } from './host.ts';

/** What a program's own host needs, in MiB. */
const OWN_MEMORY_MIB = 8;
const TIMEOUT_MS = 10_000;
const DETAIL_CHARACTERS = 1_500;
const DETAIL_LINES = 5;
/** Of compilers and linkers. */
const ERROR = /\b(error|undefined reference|multiple definition)\b/u;
/** The same program becomes the same file, wherever and whenever. */
const BUILD_ENV = { PATH: '/usr/bin:/bin', LC_ALL: 'C', SOURCE_DATE_EPOCH: '0' };

/** A compiler on this machine. */
export interface Compiler {
  /** As an absolute path without links. */
  readonly path: string;
  /** What it needs and the system does not have. */
  readonly mounts: readonly Mount[];
  /** Its name and version. */
  readonly version: string;
}

/** One compiled language. */
export interface NativeLanguage {
  /** As people call it. */
  readonly name: string;
  /** What its compilers are called, the preferred one first. */
  readonly compilers: readonly string[];
  /** How to get one. */
  readonly remedy: string;
  /** The compiler behind a file that was found, or why it cannot be used. */
  readonly describe: (file: string) => Promise<Compiler | string>;
  /** Our own files in `native/`, in the order of the folder that is built: of the part that is built once, and of programs. */
  readonly part: {
    readonly name: string;
    readonly files: readonly string[];
    readonly args: readonly string[];
  };
  readonly support: readonly string[];
  /** What is built of a program, with these files beside it. */
  readonly plan: (job: SandboxJob, support: Readonly<Record<string, string>>) => BuildPlan;
  /** Matches what the compiler says of a program that has no entry. */
  readonly missingEntry: (entry: string) => RegExp;
}

/** Where the files of a program lie in the folder that is built. */
export const PROGRAM_FOLDER = 'program';

/** The files of a program, each in that folder. */
export function inProgramFolder(
  files: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`${PROGRAM_FOLDER}/${path}`, text]),
  );
}

/**
 * The hosts of a language, one for each compiler of this machine.
 *
 * @throws {InfraError} If there is none; the message says how to get one.
 */
export async function nativeHosts(language: NativeLanguage): Promise<readonly LanguageHost[]> {
  const described = await Promise.all(filesNamed(language).map((file) => language.describe(file)));
  const found = described.filter((compiler) => typeof compiler !== 'string');
  if (found.length > 0) return found.map((compiler) => nativeHost(language, compiler));
  const refused = described.filter((compiler) => typeof compiler === 'string').join('; ');
  throw new InfraError(
    `Cannot build programs in ${language.name}, as this machine has no compiler for it (${
      refused || `no ${language.compilers.join(', ')} on the path`
    }): ${language.remedy}`,
  );
}

function filesNamed({ compilers }: NativeLanguage): string[] {
  const folders = ['/usr/bin', '/usr/local/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  const files = compilers.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...new Set(files.filter((file) => existsSync(file)).map(real))];
}

/** A version manager's one file has many names, and does what its name says: that one stays as it is. */
function real(file: string): string {
  const path = realpathSync(file);
  return basename(path).startsWith(basename(file)) || path.startsWith('/usr/') ? path : file;
}

/** A compiler that the system brings. */
export async function systemCompiler(path: string): Promise<Compiler | string> {
  if (!path.startsWith('/usr/')) return `${path} is not one that the system brings`;
  if (basename(path).includes('ccache')) return `${path} is a cache`;
  const version = await firstLine(path, ['--version']);
  return version === undefined ? `${path} does not start` : { path, mounts: [], version };
}

/** What a compiler prints first; undefined if it does not start. */
export async function firstLine(
  file: string,
  args: readonly string[],
): Promise<string | undefined> {
  try {
    const stdout = await outputInGroup(file, args, { env: process.env, limitMs: TIMEOUT_MS });
    return stdout.split('\n')[0]?.trim();
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function nativeHost(language: NativeLanguage, compiler: Compiler): LanguageHost {
  const fileOf = (name: string): string =>
    fileURLToPath(new URL(`native/${name}`, import.meta.url));
  const textsOf = (names: readonly string[]): Readonly<Record<string, string>> =>
    Object.fromEntries(names.map((name) => [name, readFileSync(fileOf(name), 'utf8')]));
  const { part, support } = language;
  return {
    interpreterPath: compiler.path,
    mounts: compiler.mounts,
    env: BUILD_ENV,
    hostFile: fileOf(part.files[0] ?? ''),
    args: () => [],
    probeArgs: ['--version'],
    ownMemoryMiB: OWN_MEMORY_MIB,
    build: {
      identity: `${compiler.path} ${compiler.version}`,
      part: { name: part.name, plan: { files: textsOf(part.files), args: part.args } },
      plan: (job) =>
        /^[A-Za-z_]\w*$/u.test(job.entry)
          ? language.plan(job, textsOf(support))
          : { kind: 'missing-entry', detail: `"${job.entry}" cannot be the name of a function` },
      failureOf: (said, job) => failureOf(said, job, language),
    },
    payload: ({ nonce }) => Promise.resolve(payload(nonce)),
  };
}

/** For the launcher, the first frame as a format of printf; for the program, the nonce. */
function payload(nonce: string): string {
  const body = Buffer.from(JSON.stringify({ nonce, begun: true }));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  const octal = [...head, ...body].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`);
  return `${octal.join('')}\n${nonce}\n`;
}

/** The errors that the compiler names, with their places in the program. */
function failureOf(
  said: string,
  { entry, program }: SandboxJob,
  language: NativeLanguage,
): Failure {
  const lines = said.replaceAll(`${PROGRAM_FOLDER}/`, '').split('\n');
  if (lines.some((line) => language.missingEntry(entry).test(line)))
    return { kind: 'missing-entry', detail: `${program.main} has no function "${entry}"` };
  const errors = lines.filter((line) => ERROR.test(line) && !line.startsWith('error: aborting'));
  const told = errors.length > 0 ? errors : lines.filter((line) => line.trim() !== '');
  const detail = [...new Set(told)].slice(0, DETAIL_LINES).join('\n').slice(0, DETAIL_CHARACTERS);
  return { kind: 'compile', detail: detail || 'its compiler said nothing' };
}
