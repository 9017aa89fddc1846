/**
 * Installs the peers' packages from PyPI, each into a virtual environment of its own, in the versions that were measured.
 *
 *   npx jiti bench/peers/install.ts [--peers a,b] [--newest] [--venvs <folder>]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PEERS, VENVS, venvOf } from './peers.ts';

const { values } = parseArgs({
  options: {
    peers: { type: 'string' },
    newest: { type: 'boolean', default: false },
    venvs: { type: 'string', default: VENVS },
  },
});
const names = values.peers?.split(',') ?? PEERS.map(({ name }) => name);
const versionByPackage = new Map(
  PEERS.flatMap(({ name, packageName, measured, never }) =>
    names.includes(name) && packageName !== undefined && never === undefined
      ? [[packageName, measured]]
      : [],
  ),
);
mkdirSync(values.venvs, { recursive: true });
for (const [packageName, measured] of versionByPackage) install(packageName, measured);

function install(packageName: string, measured: string | undefined): void {
  const folder = venvOf(values.venvs, packageName);
  const wanted =
    values.newest || measured === undefined ? packageName : `${packageName}==${measured}`;
  const made = spawnSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  const pip = join(folder, 'bin/pip');
  const args = ['install', '--quiet', '--disable-pip-version-check', wanted];
  const done = made.status === 0 ? spawnSync(pip, args, { encoding: 'utf8' }) : made;
  if (done.status === 0) {
    console.log(`${wanted}: installed`);
    return;
  }
  // What is half there must not be taken for the package.
  rmSync(folder, { recursive: true, force: true });
  console.log(`${wanted}: not installed: ${String(done.stderr ?? done.error).trim()}`);
  process.exitCode = 1;
}
