import { InfraError } from '../domain/errors.ts';
import { LANGUAGE_NAMES } from '../domain/program.ts';
import { counterParts } from '../sandboxes/counting/instruction-counter.ts';
import { languageHosts } from '../sandboxes/hosts/table.ts';

/** What the machine can build of one language, or count; a `DoctorItem`. */
interface ToolItem {
  readonly name: string;
  readonly works: boolean;
  readonly detail: string;
  readonly remedy: string;
}

/** What of the compiled languages this machine can build; one item each. */
export function compilerItems(): Promise<readonly ToolItem[]> {
  return Promise.all((['c', 'cpp', 'rust'] as const).map(compilerItem));
}

async function compilerItem(language: 'c' | 'cpp' | 'rust'): Promise<ToolItem> {
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

/** Whether instructions can be counted here. */
export function counterItem(): ToolItem {
  const name = 'instruction counts';
  try {
    const { libraries } = counterParts();
    return { name, works: true, detail: `valgrind (${libraries})`, remedy: '' };
  } catch (error) {
    if (!(error instanceof InfraError)) throw error;
    const remedy = 'only problems with counted steps need them';
    return { name, works: false, detail: error.message, remedy };
  }
}
