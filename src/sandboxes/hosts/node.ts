import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stop, transform, type TransformOptions } from 'esbuild';
import { transform as stripped } from 'sucrase';
import type { SandboxJob } from '../../contracts/sandbox.ts';
import { InfraError } from '../../domain/errors.ts';
import type { Failure } from '../../domain/evaluation.ts';
import { compileFailure, isCompileError } from './compile-failure.ts';
import type { LanguageHost } from './host.ts';

/**
 * To optimise a loop takes V8 longer than many programs run that are looked at once: it waits for some seven times as many
 * turns. 753 programs a second were screened instead of 522 (`bench/screening.ts`, two quiet cores, two runs).
 */
const LATE_OPTIMISATION = '--interrupt-budget=500000';
/** What a bare Node keeps in its data segment, with room for its garbage collector, in MiB. */
const OWN_MEMORY_MIB = 96;

/** Runs JavaScript and TypeScript on the Node that runs this process. */
export function nodeHost(): LanguageHost {
  const compile = compiler();
  const interpreterPath = realpathSync(process.execPath);
  return {
    interpreterPath,
    version: process.version,
    mounts: [{ from: interpreterPath, at: 'node' }],
    env: {},
    hostFile: fileURLToPath(new URL('node-host.cjs', import.meta.url)),
    probeArgs: ['--version'],
    ownMemoryMiB: OWN_MEMORY_MIB,
    args: (hostPath, { memoryMiB }) => [
      `--max-old-space-size=${Math.ceil(memoryMiB)}`,
      // The same program gives the same numbers again, also where it asks for chance.
      '--random-seed=1',
      '--v8-pool-size=1',
      '--no-addons',
      '--no-warnings',
      hostPath,
    ],
    payload: (job) => payload(job, compile),
  };
}

/** Runs one program after another in one process, where each sees the language alone. */
export function nodeScreenHost(host: LanguageHost): LanguageHost {
  return {
    ...host,
    hostFile: fileURLToPath(new URL('node-screen-host.cjs', import.meta.url)),
    args: (...given) => [LATE_OPTIMISATION, ...host.args(...given)],
    payload: (job) => screenPayload(job) ?? host.payload(job),
  };
}

/**
 * As {@link payload}, in a twentieth of its time: in this process, and without looking for errors. Undefined for what
 * it does not know; what would be kept is compiled again, by esbuild, for its fresh process.
 */
function screenPayload({ program, entry, kind, nonce }: SandboxJob): Promise<string> | undefined {
  const files: Record<string, string> = {};
  try {
    for (const [path, text] of Object.entries(program.files)) {
      if (MORE_THAN_TYPES.test(text)) return undefined;
      const typed = /\.[cm]?ts$/u.test(path) ? (['typescript'] as const) : [];
      files[path] = stripped(text, { transforms: [...typed, 'imports'], ...AS_WRITTEN }).code;
    }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return Promise.resolve(JSON.stringify({ nonce, entry, kind, main: program.main, files }));
}

/** What TypeScript turns into code, or may: there compilers differ, such as in the order of fields. */
const MORE_THAN_TYPES = /\b(?:enum|namespace|module|declare|constructor)\b|@\w/u;
const AS_WRITTEN = { disableESTransforms: true, preserveDynamicImport: true };

/** The CommonJS of a text. */
type Compile = (text: string, options: TransformOptions) => Promise<string>;

/**
 * esbuild, whose process is started again when it is gone: on a terminal, Ctrl-C is sent to it too.
 *
 * @throws {InfraError} If it cannot be used.
 */
function compiler(): Compile {
  let starts = 0;
  return async (text, options) => {
    const before = starts;
    try {
      return (await transform(text, options)).code;
    } catch (error) {
      if (isCompileError(error)) throw error;
    }
    if (starts === before) {
      starts += 1;
      await stop();
    }
    try {
      return (await transform(text, options)).code;
    } catch (cause) {
      if (isCompileError(cause)) throw cause;
      throw new InfraError('Cannot compile programs, as esbuild does not run', { cause });
    }
  };
}

async function payload(
  { program, entry, kind, nonce }: SandboxJob,
  compile: Compile,
): Promise<string | Failure> {
  const files: Record<string, string> = {};
  for (const [path, text] of Object.entries(program.files)) {
    const compiled = await toCommonJs(path, text, compile);
    if (typeof compiled !== 'string') return compiled;
    files[path] = compiled;
  }
  return JSON.stringify({ nonce, entry, kind, main: program.main, files });
}

async function toCommonJs(path: string, text: string, compile: Compile): Promise<string | Failure> {
  try {
    return await compile(text, {
      loader: /\.[cm]?ts$/u.test(path) ? 'ts' : 'js',
      format: 'cjs',
      target: 'node20',
      sourcefile: path,
      logLevel: 'silent',
      // The user's own tsconfig.json is not part of a program.
      tsconfigRaw: {},
    });
  } catch (error) {
    if (!isCompileError(error)) throw error;
    return compileFailure(path, error);
  }
}
