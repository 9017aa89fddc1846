import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where groups can be made that the kernel limits. */
export interface GroupPlace {
  readonly version: 1 | 2;
  /** The folders of this process's own groups: of memory and of processes, which are one in version 2. */
  readonly memory: string;
  readonly pids: string;
}

/** Why there is none, and what to do. */
export interface NoGroupPlace {
  readonly why: string;
  readonly remedy: string;
}

const DELEGATE =
  'start Barbican in a group of its own: systemd-run --user --scope -p Delegate=yes -- npx barbican …';

/**
 * The place for control groups that this process may use.
 *
 * @param mountInfo The text of /proc/self/mountinfo.
 * @param ownGroups The text of /proc/self/cgroup.
 * @param mayWrite Whether groups can be made in a folder.
 */
export function groupPlaceIn(
  mountInfo: string,
  ownGroups: string,
  mayWrite: (folder: string) => boolean,
): GroupPlace | NoGroupPlace {
  const [memory, pids] = ['memory', 'pids'].map((name) => v1Folder(mountInfo, ownGroups, name));
  const unified = v2Folder(mountInfo, ownGroups);
  if (memory !== undefined && pids !== undefined) {
    if (mayWrite(memory) && mayWrite(pids)) return { version: 1, memory, pids };
    return {
      why: `its control groups (version 1, ${memory}) belong to root`,
      remedy:
        'version 1 cannot be delegated safely: boot with version 2, or start Barbican as root',
    };
  }
  if (unified === undefined) return { why: 'no control groups are mounted', remedy: DELEGATE };
  if (mayWrite(unified)) return { version: 2, memory: unified, pids: unified };
  return { why: `its control group (${unified}) is not delegated to it`, remedy: DELEGATE };
}

/** The place for control groups on this machine. */
export function groupPlace(): GroupPlace | NoGroupPlace {
  return groupPlaceIn(textOf('/proc/self/mountinfo'), textOf('/proc/self/cgroup'), mayWrite);
}

function v1Folder(mountInfo: string, ownGroups: string, name: string): string | undefined {
  return folderOf(
    mountInfo,
    ({ type, options }) => type === 'cgroup' && options.split(',').includes(name),
    new RegExp(`^\\d+:(?:[^:]*,)?${name}(?:,[^:]*)?:(.*)$`, 'mu').exec(ownGroups)?.[1],
  );
}

function v2Folder(mountInfo: string, ownGroups: string): string | undefined {
  const own = /^0::(.*)$/mu.exec(ownGroups)?.[1];
  return folderOf(mountInfo, ({ type }) => type === 'cgroup2', own);
}

interface Mounted {
  readonly root: string;
  readonly at: string;
  readonly type: string;
  readonly options: string;
}

function folderOf(
  mountInfo: string,
  isWanted: (mounted: Mounted) => boolean,
  own: string | undefined,
): string | undefined {
  const mounted = mountInfo.split('\n').flatMap(mountedIn).find(isWanted);
  if (!mounted || own === undefined) return undefined;
  const { root, at } = mounted;
  // Where a part is shown that this process is not in, it may use what is shown.
  const below = own === root || own.startsWith(`${root}/`) ? own.slice(root.length) : '';
  return join(at, root === '/' ? own : below).replace(/(?<=.)\/$/u, '');
}

function mountedIn(line: string): Mounted[] {
  const [head = '', tail = ''] = line.split(' - ');
  const [, , , root = '', at = ''] = head.split(' ');
  const [type = '', , options = ''] = tail.split(' ');
  return [{ root, at, type, options }];
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    accessSync(join(folder, 'cgroup.procs'), constants.W_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // There is no such thing on this system.
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}
