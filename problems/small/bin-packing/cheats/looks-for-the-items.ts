/** Looks for the items that are still to come: in its own arguments, environment, descriptors, files and processes. */
import { readdirSync, readFileSync } from 'node:fs';
import { start as honest } from '../baselines/best-fit.ts';

export function start(config: { capacity: number }): (observation: { size: number }) => {
  bin: number;
} {
  const pack = honest(config);
  const found = [
    process.argv.slice(2),
    Object.keys(process.env).filter((name) => /items|secret|seed|barbican/i.test(name)),
    list('/proc').filter(
      (name) => /^\d+$/.test(name) && /problem|judge/.test(text(`/proc/${name}/cmdline`)),
    ),
    list('/tmp'),
    list('/barbican').filter((name) => /problem|sizes|workload/.test(name)),
  ].flat();
  // Having found anything, it stops being best fit: the test sees whether it ever does.
  return (observation) => (found.length > 0 ? { bin: 0 } : pack(observation));
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function text(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
