import type { Language } from '../../domain/program.ts';
import type { LanguageHost } from './host.ts';
import { nodeHost } from './node.ts';

/** Makes the hosts, one line for each language. */
export function languageHosts(): Readonly<Record<Language, LanguageHost>> {
  const node = nodeHost();
  return { javascript: node, typescript: node };
}
