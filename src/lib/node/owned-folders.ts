import { readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How the name of a folder of this process begins: its owner is in it, so that one that dies leaves nothing that nobody owns. */
export function ownedPrefix(prefix: string): string {
  return `${prefix}${ownerOf(process.pid)}-`;
}

/** Paths of folders of this user whose process is dead. @param parent Where they lie: temporary ones if absent. */
export function ownerlessFolders(prefix: string, parent: string = tmpdir()): string[] {
  return readdirSync(parent)
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => {
      const folder = join(parent, name);
      const stat = statSync(folder, { throwIfNoEntry: false });
      if (!stat?.isDirectory() || stat.uid !== process.getuid?.()) return [];
      const [owner = '', space, pid] =
        /^(\d+)-(\d+)-\d+(?=-)/u.exec(name.slice(prefix.length)) ?? [];
      // One with another sort of name is not of this version; whether a process of another space lives cannot be seen here.
      return space !== pidSpace() || owner === ownerOf(Number(pid)) ? [] : [folder];
    });
}

/** Which process numbers are seen here: a container that shares the folder has others. */
function pidSpace(): string {
  try {
    return String(statSync('/proc/self/ns/pid').ino);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '0';
    throw error;
  }
}

/** The process and when it started, so that a number which was given again is not taken for the owner. */
function ownerOf(pid: number): string {
  const stat = statOf(pid);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // One that is dead and not yet buried owns nothing.
  return `${pidSpace()}-${pid}-${fields[0] === 'Z' ? '' : (fields[19] ?? '')}`;
}

function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}
