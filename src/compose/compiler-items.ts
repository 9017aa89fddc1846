import { InfraError } from '../domain/errors.ts';
import { LANGUAGE_NAMES } from '../domain/program.ts';
import { languageHosts } from '../sandboxes/hosts/table.ts';

/** What the machine can build of one language; a `DoctorItem`. */
interface CompilerItem {
  readonly name: string;
  readonly works: boolean;
  readonly detail: string;
  readonly remedy: string;
}

/** What of the compiled languages this machine can build; one item each. */
export function compilerItems(): Promise<readonly CompilerItem[]> {
  return Promise.all((['c', 'cpp', 'rust'] as const).map(compilerItem));
}

async function compilerItem(language: 'c' | 'cpp' | 'rust'): Promise<CompilerItem> {
  const name = LANGUAGE_NAMES[language];
  try {
    const hosts = await languageHosts()[language]([]);
    const detail = hosts.map(({ interpreterPath }) => interpreterPath).join(', ');
    return { name, works: true, detail, remedy: '' };
  } catch (error) {
    if (!(error instanceof InfraError)) throw error;
    const remedy = `only programs in ${name} need one`;
    return { name, works: false, detail: error.message, remedy };
  }
}
