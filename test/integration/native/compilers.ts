/** Which compilers this machine has; tests of the others are skipped, and say so. */
import { languageHosts } from '../../../dist/sandboxes/hosts/table.js';
import type { Language } from '../../../src/domain/program.ts';

/** A language that is compiled. */
export type NativeLanguage = Extract<Language, 'c' | 'cpp' | 'rust'>;

/** Those that can be built here. */
export async function compiledHere(): Promise<ReadonlySet<NativeLanguage>> {
  const here = new Set<NativeLanguage>();
  for (const language of ['c', 'cpp', 'rust'] as const) {
    try {
      await languageHosts()[language]([]);
      here.add(language);
    } catch (error) {
      // Where a compiler is missing, its programs cannot be tested.
      process.stderr.write(`Tests of ${language} are skipped: ${String(error)}\n`);
    }
  }
  return here;
}
