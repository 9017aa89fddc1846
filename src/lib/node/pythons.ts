import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { z } from 'zod';
import { CommandFailedError, outputInGroup } from './run-in-group.ts';

/** A Python on this machine, as it describes itself; all paths without links. */
interface Python {
  /** What a person starts: inside a virtual environment, that of the environment. */
  readonly executable: string;
  /** The interpreter itself. */
  readonly baseExecutable: string;
  readonly version: string;
  /** The folder that holds its standard library's, and its shared libraries if it has any. */
  readonly libFolder: string;
  /** Where its installed modules lie, in the order of search. */
  readonly packageFolders: readonly string[];
}

/** A Python that can import what was asked for. */
export interface FoundPython extends Python {
  /** Data that it holds when it has imported everything, in MiB. */
  readonly dataMiB: number;
}

/** What a search for a Python found. */
export interface PythonSearch {
  /** Those that can import everything, the first on the path first. */
  readonly found: readonly FoundPython[];
  /** What was looked at and why it does not do, one line each. */
  readonly refused: readonly string[];
}

/**
 * The whole environment of every Python that Barbican starts: sets are walked in the same order each time, and
 * linear algebra uses one core.
 */
export const PYTHON_ENV: Readonly<Record<string, string>> = {
  PYTHONHASHSEED: '0',
  OPENBLAS_NUM_THREADS: '1',
  OMP_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
};

/**
 * Arguments of a Python that sees nothing of its user: no user's packages, no `.pth` files, no bytecode left behind.
 *
 * Not `-I`, which would not listen to PYTHONHASHSEED; there is nothing else in the environment.
 */
export const PYTHON_ALONE: readonly string[] = ['-s', '-S', '-B', '-u', '-X', 'utf8'];

const OLDEST = [3, 9] as const;
const TIMEOUT_MS = 20_000;

const ASK = `
import json, os, sys
real = os.path.realpath
folders = [real(p) for p in sys.path if os.path.basename(p) in ('site-packages', 'dist-packages') and os.path.isdir(p)]
print(json.dumps({
    'executable': sys.executable,
    'baseExecutable': real(getattr(sys, '_base_executable', None) or sys.executable),
    'version': '%d.%d.%d' % sys.version_info[:3],
    'libFolder': os.path.dirname(os.path.dirname(real(os.__file__))),
    'packageFolders': list(dict.fromkeys(folders)),
}))`;

/** Imports the modules in the way that a host does; prints its data in KiB. */
const IMPORT = `
import sys
at = sys.argv.index('--')
sys.path[:1] = []
sys.path += sys.argv[1:at]
for name in sys.argv[at + 1:]: __import__(name)
print([line.split()[1] for line in open('/proc/self/status') if line.startswith('VmData')][0])`;

const asked = z.object({
  executable: z.string(),
  baseExecutable: z.string(),
  version: z.string(),
  libFolder: z.string(),
  packageFolders: z.array(z.string()),
});

/** What is known of this machine; asking a version manager's Python costs a tenth of a second and more. */
const known = new Map<string, Promise<PythonSearch>>();

/**
 * The Pythons on this machine's path that can import `modules`, asked once.
 *
 * The `python3` on a path may be a version manager's script, and its interpreter anywhere; so each is asked.
 */
export function pythonsWith(modules: readonly string[]): Promise<PythonSearch> {
  const path = process.env['PATH'] ?? '';
  const key = [path, ...modules].join('\n');
  const search = known.get(key) ?? searchFor(path, modules);
  known.set(key, search);
  return search;
}

/** Why no Python does, for a message. */
export function noPythonText(modules: readonly string[], refused: readonly string[]): string {
  const what = modules.length === 0 ? '' : ` that can import ${modules.join(', ')}`;
  const why = refused.length === 0 ? 'there is none on the path' : refused.join('; ');
  return `Cannot find a Python ${OLDEST.join('.')} or later${what}: ${why}`;
}

async function searchFor(path: string, modules: readonly string[]): Promise<PythonSearch> {
  const refused: string[] = [];
  const pythons = new Map<string, Python>();
  for (const answer of await Promise.all(candidatesOn(path).map((one) => describe(one)))) {
    if (typeof answer === 'string') refused.push(answer);
    else pythons.set(`${answer.baseExecutable}\n${answer.packageFolders.join('\n')}`, answer);
  }
  const found: FoundPython[] = [];
  const tried = await Promise.all([...pythons.values()].map((one) => withModules(one, modules)));
  for (const answer of tried) {
    if (typeof answer === 'string') refused.push(answer);
    else found.push(answer);
  }
  return { found, refused };
}

function candidatesOn(path: string): string[] {
  const folders = [...path.split(delimiter), '/usr/local/bin', '/usr/bin'].filter(Boolean);
  return [...new Set(folders.map((folder) => join(folder, 'python3')))].filter((file) =>
    existsSync(file),
  );
}

/** What the Python says of itself, or why it cannot be used. */
async function describe(file: string): Promise<Python | string> {
  // A version manager's script finds its interpreter through the user's environment.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('PYTHON')),
  );
  const said = await output(file, ['-B', '-c', ASK], env);
  if ('why' in said) return said.why;
  const python = asked.parse(JSON.parse(said.text));
  const [major = 0, minor = 0] = python.version.split('.').map(Number);
  const isOld = major !== OLDEST[0] || minor < OLDEST[1];
  return isOld ? `${file} is ${python.version}` : python;
}

async function withModules(
  python: Python,
  modules: readonly string[],
): Promise<FoundPython | string> {
  const { baseExecutable, packageFolders } = python;
  const args = [...PYTHON_ALONE, '-c', IMPORT, ...packageFolders, '--', ...modules];
  const said = await output(baseExecutable, args, PYTHON_ENV);
  return 'why' in said ? said.why : { ...python, dataMiB: Number(said.text) / 1024 };
}

async function output(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ text: string } | { why: string }> {
  try {
    return { text: await outputInGroup(file, args, { env, limitMs: TIMEOUT_MS }) };
  } catch (error) {
    const said = error instanceof CommandFailedError ? error.stderr.trim() : '';
    return { why: `${file}: ${said.split('\n').at(-1) || 'does not start'}` };
  }
}
