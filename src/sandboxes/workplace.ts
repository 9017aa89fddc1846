import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { InfraError } from '../domain/errors.ts';
import { memoryFolder } from '../lib/node/memory-folder.ts';
import { ownedPrefix, ownerlessFolders } from '../lib/node/owned-folders.ts';
import { removeGroups } from './control-groups/groups.ts';
import { groupPlace } from './control-groups/place.ts';
import { killLeft } from './marked-processes.ts';
import { removeFolder } from './remove-folder.ts';

const PREFIX = 'barbican-run-';
/** Lists the folders of control groups that were made, in each workplace. */
const GROUPS_FILE = 'control-groups';

/** The temporary folder of one Barbican process, with one of the same name in memory where there is a place; removed when disposed. */
export interface Workplace extends Disposable {
  /** For FIFOs, in memory if possible; nobody else can enter it. */
  readonly fifoFolder: string;
  /** For what the judge and steps hand each other, which may be large; nobody else can enter it. */
  readonly exchangeFolder: string;
  /** For the files of programs that are forked, in memory if possible; others may pass through to what they know by name. */
  readonly zygoteFolder: string;
  /** For what was built; others may pass through to what they know by name. */
  readonly buildFolder: string;
  /** For what sessions write, each in a folder of its own; others may pass through to what they know by name. */
  readonly scratchFolder: string;
  /** Begins the marker of each session of this process. */
  readonly name: string;
  /** Where the folders of control groups are noted before they are made. */
  readonly groupsFile: string;
  /** A copy of `file` that every user can read. */
  share(file: string): string;
  /** A file of this content that every user can read; the same for the same name. */
  keep(name: string, content: Uint8Array): string;
}

/**
 * Makes the folder, after it removed those whose process is dead, and killed what those left running.
 *
 * @throws {InfraError} If it cannot be made.
 */
export function createWorkplace(): Workplace {
  try {
    sweep();
    const folder = mkdtempSync(join(tmpdir(), ownedPrefix(PREFIX)));
    // Others may pass through to what they know by name, and see nothing.
    chmodSync(folder, 0o711);
    const quick = quickFolder(basename(folder)) ?? folder;
    const fifoFolder = made(quick, 'fifos', 0o700);
    const zygoteFolder = made(quick, 'zygotes', 0o711);
    const exchangeFolder = made(folder, 'exchange', 0o700);
    const buildFolder = made(folder, 'builds', 0o711);
    const scratchFolder = made(folder, 'scratch', 0o711);
    const shared = new Map<string, string>();
    const once = (key: string, name: string, make: (path: string) => void): string => {
      const known = shared.get(key);
      if (known !== undefined) return known;
      const path = join(folder, name);
      make(path);
      chmodSync(path, 0o444);
      shared.set(key, path);
      return path;
    };
    return {
      fifoFolder,
      exchangeFolder,
      zygoteFolder,
      buildFolder,
      scratchFolder,
      name: basename(folder),
      groupsFile: join(folder, GROUPS_FILE),
      share: (file) => once(file, basename(file), (path) => copyFileSync(file, path)),
      keep: (name, content) => once(name, name, (path) => writeFileSync(path, content)),
      [Symbol.dispose]: () => {
        killLeft(basename(folder));
        removeListed(folder);
        removeFolder(folder);
        if (quick !== folder) removeFolder(quick);
      },
    };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new InfraError(
      `Cannot make a temporary folder in ${tmpdir()}${code}: set TMPDIR to one that can be written`,
      { cause },
    );
  }
}

function sweep(): void {
  const memory = memoryFolder();
  const folders = [
    ...ownerlessFolders(PREFIX),
    ...(memory === undefined ? [] : ownerlessFolders(PREFIX, memory)),
  ];
  for (const folder of folders) {
    killLeft(basename(folder));
    removeListed(folder);
    removeFolder(folder);
  }
  sweepGroups();
}

/** Where somebody emptied the temporary folder, no list tells of control groups; their names tell whose they were. */
function sweepGroups(): void {
  const place = groupPlace();
  if ('why' in place) return;
  for (const parent of new Set([place.memory, place.pids]))
    for (const folder of ownerlessFolders(PREFIX, parent)) removeGroups(folder);
}

/** The folder of this name in memory. */
function quickFolder(name: string): string | undefined {
  const memory = memoryFolder();
  if (memory === undefined) return undefined;
  return made(memory, name, 0o711);
}

function made(parent: string, name: string, mode: number): string {
  const folder = join(parent, name);
  mkdirSync(folder, { mode });
  // Whatever the mask of this process is.
  chmodSync(folder, mode);
  return folder;
}

/** Removes the control groups of a workplace, with what is still in them. */
function removeListed(folder: string): void {
  const listed = textOf(join(folder, GROUPS_FILE)) ?? '';
  for (const group of listed.split('\n'))
    if (basename(group) === basename(folder)) removeGroups(group);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
