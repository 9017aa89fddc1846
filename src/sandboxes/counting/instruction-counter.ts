/**
 * What counts instructions: a tool of valgrind, `counter.c`, which is built here with the libraries that Debian's package brings.
 *
 * Valgrind's own tools will not do: what they print goes where the program can write, what a process did before it became
 * another is lost, and they do not mind when a program changes their memory.
 */
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InfraError } from '../../domain/errors.ts';
import { CommandFailedError, outputInGroup } from '../../lib/node/run-in-group.ts';

const REMEDY =
  'install what counts: apt-get install valgrind gcc libc6-dev (Debian’s valgrind brings the libraries that a tool is built with)';
const TIMEOUT_MS = 60_000;
const HEADERS = '/usr/include/valgrind';
const COMPILERS = ['/usr/bin/gcc', '/usr/bin/cc'];
/** Folders of valgrind's libraries, and of what it reads when it starts. */
const LIBRARIES = ['/usr/lib/x86_64-linux-gnu/valgrind', '/usr/lib64/valgrind'];
const OWN_FILES = ['/usr/libexec/valgrind', '/usr/lib/x86_64-linux-gnu/valgrind'];
/** Where valgrind's tools stand in memory; `counter.c` is told by the linker. */
const LOAD_ADDRESS = '0x58000000';

const TOOL_ARGS =
  `-O2 -std=gnu11 -fno-stack-protector -fno-pie -no-pie -fno-strict-aliasing -fno-builtin -fomit-frame-pointer
   -DVGA_amd64=1 -DVGO_linux=1 -DVGP_amd64_linux=1 -DVGPV_amd64_linux_vanilla=1
   -static -nodefaultlibs -nostartfiles -u _start -Wl,--build-id=none -Wl,-Ttext-segment=${LOAD_ADDRESS}`.split(
    /\s+/u,
  );
const PARTS = ['coregrind', 'vex', 'gcc-sup'].map((part) => `lib${part}-amd64-linux.a`);

/** What a counter is built of on this machine. */
export interface CounterParts {
  readonly compiler: string;
  readonly headers: string;
  readonly libraries: string;
  /** The folder that valgrind itself reads from. */
  readonly ownFiles: string;
}

/** A counter that was built. */
export interface InstructionCounter {
  /** The folder that has to be seen by who is counted. */
  readonly folder: string;
  readonly ownFiles: string;
}

/**
 * What of this machine a counter is built of.
 *
 * @param exists Whether a path is there.
 * @throws {InfraError} If something is missing; the message says how to get it.
 */
export function counterParts(exists: (path: string) => boolean = existsSync): CounterParts {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new InfraError('Cannot count instructions, as that works on x86-64 and Linux only');
  const found = {
    compiler: COMPILERS.find((path) => exists(path)),
    headers: [HEADERS].find((path) => exists(path)),
    libraries: LIBRARIES.find((path) => PARTS.every((part) => exists(join(path, part)))),
    ownFiles: OWN_FILES.find((path) => exists(join(path, 'default.supp'))),
  };
  if (isWhole(found)) return found;
  const missing = WORDS.filter(([part]) => found[part] === undefined).map(([, word]) => word);
  throw new InfraError(
    `Cannot count instructions, as this machine has no ${missing.join(', no ')}: ${REMEDY}`,
  );
}

/** What each part is called where it is missing. */
const WORDS = [
  ['compiler', 'gcc'],
  ['headers', HEADERS],
  ['libraries', 'libraries of valgrind'],
  ['ownFiles', 'valgrind'],
] as const;

function isWhole(
  found: Readonly<Record<keyof CounterParts, string | undefined>>,
): found is CounterParts {
  return Object.values(found).every((path) => path !== undefined);
}

/** Builds a counter in a new folder. @throws {InfraError} If that does not work here. */
export async function buildCounter(folder: string): Promise<InstructionCounter> {
  const { compiler, headers, libraries, ownFiles } = counterParts();
  mkdirSync(folder, { mode: 0o711 });
  const [tool, launcher] = [join(folder, 'counter'), join(folder, 'launch')];
  const archives = PARTS.map((part) => join(libraries, part));
  await Promise.all([
    built(compiler, [
      ...TOOL_ARGS,
      '-I',
      headers,
      '-o',
      tool,
      source('counter.c'),
      ...archives,
      '-lgcc',
    ]),
    built(compiler, ['-O2', '-static', '-o', launcher, source('launch.c')]),
  ]);
  for (const path of [tool, launcher]) chmodSync(path, 0o555);
  return { folder, ownFiles };
}

function source(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

async function built(compiler: string, args: readonly string[]): Promise<void> {
  try {
    await outputInGroup(compiler, args, { env: process.env, limitMs: TIMEOUT_MS });
  } catch (cause) {
    const text = cause instanceof CommandFailedError ? cause.stderr.trim() : String(cause);
    const said = text.split('\n').slice(0, 3).join('; ');
    throw new InfraError(
      `Cannot count instructions, as the counter does not build (${said}): ${REMEDY}`,
      { cause },
    );
  }
}

/** Descriptor on which whoever starts a counted command hears the counts. */
export const COUNTS_FD = 6;

/**
 * Arguments of the launcher, before those of the command that is counted.
 *
 * @param openFiles The kernel's limit of open files: the last of them is kept for the counts.
 */
export function counterArgs(openFiles: number): readonly string[] {
  return [
    // The name by which valgrind looks for code that it loads into a program: there is none for this one.
    '--tool=counter',
    '-q',
    '--trace-children=yes',
    // Neither the environment nor a file of the program's adds options.
    '--command-line-only=yes',
    // Nobody debugs it through files in /tmp.
    '--vgdb=no',
    `--counts-given-at=${COUNTS_FD}`,
    `--counts-kept-at=${openFiles - 1}`,
  ];
}
