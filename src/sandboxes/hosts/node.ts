import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import type { SandboxJob } from '../../contracts/sandbox.ts';
import type { Failure } from '../../domain/evaluation.ts';
import { compileFailure, isCompileError } from './compile-failure.ts';
import type { LanguageHost } from './host.ts';

/** What a bare Node keeps in its data segment, with room for its garbage collector, in MiB. */
const OWN_MEMORY_MIB = 96;

/** Runs JavaScript and TypeScript on the Node that runs this process. */
export function nodeHost(): LanguageHost {
  const interpreterPath = realpathSync(process.execPath);
  return {
    interpreterPath,
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
    payload,
  };
}

async function payload({ program, entry, nonce }: SandboxJob): Promise<string | Failure> {
  const files: Record<string, string> = {};
  for (const [path, text] of Object.entries(program.files)) {
    const compiled = await toCommonJs(path, text);
    if (typeof compiled !== 'string') return compiled;
    files[path] = compiled;
  }
  return JSON.stringify({ nonce, entry, main: program.main, files });
}

async function toCommonJs(path: string, text: string): Promise<string | Failure> {
  try {
    const { code } = await transform(text, {
      loader: /\.[cm]?ts$/u.test(path) ? 'ts' : 'js',
      format: 'cjs',
      target: 'node20',
      sourcefile: path,
      logLevel: 'silent',
      // The user's own tsconfig.json is not part of a program.
      tsconfigRaw: {},
    });
    return code;
  } catch (error) {
    if (!isCompileError(error)) throw error;
    return compileFailure(path, error);
  }
}
