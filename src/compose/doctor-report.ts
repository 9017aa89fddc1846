import { tmpdir } from 'node:os';
import { tiersHere } from '../sandboxes/sandbox.ts';
import { noPythonText, pythonsWith } from '../lib/node/pythons.ts';
import { packageVersion } from '../lib/node/version.ts';

/** One thing that this machine can or cannot do. */
export interface DoctorItem {
  readonly name: string;
  readonly works: boolean;
  /** How it works, or why it does not. */
  readonly detail: string;
  /** How to get it; empty if it works. */
  readonly remedy: string;
}

/** Looks at this machine: versions, the temporary folder, and what each sandbox tier can do. */
export async function doctorReport(): Promise<readonly DoctorItem[]> {
  const tiers = await tiersHere();
  const { found, refused } = await pythonsWith([]);
  return [
    { name: 'barbican', works: true, detail: packageVersion(), remedy: '' },
    { name: 'node', works: true, detail: `${process.version} (${process.execPath})`, remedy: '' },
    {
      name: 'python',
      works: found.length > 0,
      detail:
        found.map(({ version, executable }) => `${version} (${executable})`).join(', ') ||
        noPythonText([], refused),
      remedy: found.length > 0 ? '' : 'only problems and programs in Python need one',
    },
    {
      name: 'system',
      works: process.platform === 'linux',
      detail: `${process.platform} ${process.arch}`,
      remedy: process.platform === 'linux' ? '' : 'Linux is the home; other systems are untested',
    },
    { name: 'temporary folder', works: true, detail: tmpdir(), remedy: '' },
    ...tiers.map(({ tier, driver, detail, remedy }) => ({
      name: `sandbox ${tier}`,
      works: driver !== undefined,
      detail,
      remedy,
    })),
  ];
}
