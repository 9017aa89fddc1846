import { readFileSync } from 'node:fs';

/** The version of this package, as its package.json says. */
export function packageVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const data: unknown = JSON.parse(text);
  const version =
    typeof data === 'object' && data !== null && 'version' in data ? data.version : '';
  return String(version);
}
