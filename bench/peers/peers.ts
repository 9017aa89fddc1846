/** Who is compared, and how each is started. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FAULT_NAMES, type FaultName } from './faults.ts';

/** One column of the table. */
export interface Peer {
  readonly name: string;
  /** The package on PyPI; absent if there is none to install. */
  readonly packageName?: string;
  /** The version that the table of `README.md` is about. */
  readonly measured?: string;
  /** Under `adapters/`. */
  readonly adapter: string;
  /** How the adapter is to run it, where there are several ways. */
  readonly variant: string;
  /** Faults of which nothing may come, or the bench fails. */
  readonly mustStop: readonly FaultName[];
  /** Why it cannot be run anywhere. */
  readonly never?: string;
}

const HERE = dirname(fileURLToPath(import.meta.url));
const JITI = join(HERE, '../../node_modules/jiti/lib/jiti-cli.mjs');

/** What a tier of Barbican claims: `docs/isolation-and-judging.md` says what the others do not. */
const CLAIMS: Readonly<Record<string, readonly FaultName[]>> = {
  namespace: FAULT_NAMES,
  landlock: FAULT_NAMES,
  process: ['raises', 'loops', 'exits', 'memory', 'prints', 'forks', 'key', 'stack'],
};

function pythonPeer(name: string, adapter: string, rest: Partial<Peer> = {}): Peer {
  return { name, packageName: name, adapter, variant: '', mustStop: [], ...rest };
}

/** All columns, in order. */
export const PEERS: readonly Peer[] = [
  pythonPeer('openevolve', 'run_openevolve.py', { measured: '0.4.1' }),
  pythonPeer('shinka-evolve', 'run_shinka.py', { measured: '0.0.7' }),
  pythonPeer('gepa', 'run_gepa.py', { measured: '0.1.4' }),
  pythonPeer('gepa-helper', 'run_gepa.py', {
    packageName: 'gepa',
    measured: '0.1.4',
    variant: 'helper',
  }),
  pythonPeer('skydiscover', 'run_skydiscover.py', { measured: '0.1.0' }),
  pythonPeer('levi', '', { never: 'the package of that name on PyPI is another project' }),
  ...Object.entries(CLAIMS).map(([tier, mustStop]) => ({
    name: `barbican-${tier}`,
    adapter: 'run-barbican.ts',
    variant: tier,
    mustStop,
  })),
];

/** A stand-in that stops nothing, for the test of this bench. */
export const LEAKY: Peer = {
  name: 'leaky',
  adapter: 'run_leaky.py',
  variant: '',
  mustStop: FAULT_NAMES,
};

/** Where packages are installed if nobody says otherwise. */
export const VENVS: string = join(tmpdir(), 'barbican-peers');

/** Each package has a virtual environment of its own. */
export function venvOf(venvs: string, packageName: string): string {
  return join(venvs, packageName);
}

/** The command of an adapter; the run's folder is added to it. */
export function commandOf(peer: Peer, venvs: string, verb: string): readonly string[] {
  const adapter = join(HERE, 'adapters', peer.adapter);
  if (peer.adapter.endsWith('.ts')) return [process.execPath, JITI, adapter, verb];
  const python =
    peer.packageName === undefined
      ? 'python3'
      : join(venvOf(venvs, peer.packageName), 'bin/python3');
  return [python, adapter, verb];
}

/** Why a peer cannot be run here; undefined if it can. */
export function whyAbsent(peer: Peer, venvs: string): string | undefined {
  if (peer.never !== undefined) return peer.never;
  if (peer.packageName === undefined) return probeFailure(peer, venvs);
  if (existsSync(venvOf(venvs, peer.packageName))) return undefined;
  return `not installed: npx jiti bench/peers/install.ts --peers ${peer.name}`;
}

function probeFailure(peer: Peer, venvs: string): string | undefined {
  if (!peer.adapter.endsWith('.ts')) return undefined;
  const [file = '', ...args] = commandOf(peer, venvs, 'probe');
  try {
    execFileSync(file, [...args, peer.variant], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    return said.trim().split('\n').slice(0, 3).join(' ');
  }
}

/** The installed version, for the table. */
export function versionOf(peer: Peer, venvs: string): string {
  if (peer.packageName === undefined) return '';
  const python = join(venvOf(venvs, peer.packageName), 'bin/python3');
  const code = `import importlib.metadata as m; print(m.version('${peer.packageName}'))`;
  return execFileSync(python, ['-c', code], { encoding: 'utf8' }).trim();
}
