import { createJiti, type TransformOptions, type TransformResult } from 'jiti';
import { transform as stripped } from 'sucrase';
import * as zod from 'zod';
import * as words from '../../domain/language/index.ts';

/** A problem's module, and the files that were loaded with it. */
export interface ImportedProblem {
  readonly module: unknown;
  readonly paths: readonly string[];
}

/**
 * Imports a problem file. `barbican` and `zod` are this package's own copies wherever it lies.
 *
 * Types are taken off by sucrase, which is loaded and done in a fraction of the time that jiti's own Babel takes
 * (`bench/problem-load.ts`); whatever cannot be loaded so is loaded by that, which knows more of the language and says better
 * what is wrong.
 *
 * @throws What the file throws, or jiti's parser.
 */
export async function importProblem(path: string): Promise<ImportedProblem> {
  try {
    return await importWith(path, quick);
  } catch {
    return await importWith(path, undefined);
  }
}

async function importWith(
  path: string,
  transform: ((options: TransformOptions) => TransformResult) | undefined,
): Promise<ImportedProblem> {
  const jiti = createJiti(path, {
    fsCache: false,
    interopDefault: false,
    virtualModules: { barbican: words, zod },
    ...(transform ? { transform } : {}),
  });
  const before = new Set(Object.keys(jiti.cache));
  try {
    const module: unknown = await jiti.import(path);
    return { module, paths: Object.keys(jiti.cache) };
  } catch (error) {
    // What it had loaded by then is loaded anew by who tries next.
    for (const name of Object.keys(jiti.cache)) if (!before.has(name)) delete jiti.cache[name];
    throw error;
  }
}

function quick({ source, filename = '' }: TransformOptions): TransformResult {
  return {
    code: stripped(source, { transforms: ['typescript', 'imports'], filePath: filename }).code,
  };
}
