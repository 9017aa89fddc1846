import type { HostedLanguage } from '../../domain/program.ts';
import { cHosts } from './c.ts';
import { cppHosts } from './cpp.ts';
import type { FindHosts } from './host.ts';
import { nodeHost } from './node.ts';
import { pythonHosts } from './python.ts';
import { rustHosts } from './rust.ts';

/** Finds the hosts, one line for each language. */
export function languageHosts(): Readonly<Record<HostedLanguage, FindHosts>> {
  const node = Promise.resolve([nodeHost()]);
  return {
    javascript: () => node,
    typescript: () => node,
    python: pythonHosts,
    c: cHosts,
    cpp: cppHosts,
    rust: rustHosts,
  };
}
