import { chownSync, mkdirSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { removeFolder } from './remove-folder.ts';
import type { TierDriver } from './tiers/tier.ts';
import type { Workplace } from './workplace.ts';

const MIB = 2 ** 20;
/** What a session's folder may hold. */
const SCRATCH_MIB = 256;
/** Files and folders in it: each look walks over all of them. */
const SCRATCH_ENTRIES = 10_000;
/** `stat` counts in blocks of so many bytes. */
const BLOCK_BYTES = 512;

/** A folder that one session may write, where its tier has no file system of its own for it. */
export interface Scratch extends Disposable {
  readonly folder: string;
  /** What is too much in it now, as the end of "it …"; undefined if nothing is. */
  excess(): Promise<string | undefined>;
}

/** Makes the folder of a session; undefined where the tier has places to write in. */
export function makeScratch(
  { scratch }: Pick<TierDriver, 'scratch'>,
  { scratchFolder }: Pick<Workplace, 'scratchFolder'>,
  name: string,
): Scratch | undefined {
  if (!scratch) return undefined;
  const folder = join(scratchFolder, name);
  mkdirSync(folder, { mode: 0o700 });
  if (scratch.owner !== undefined) chownSync(folder, scratch.owner, scratch.owner);
  return {
    folder,
    excess: () => excessIn(folder),
    [Symbol.dispose]: () => removeFolder(folder),
  };
}

const HIDDEN = 'made a folder that cannot be looked into';

async function excessIn(folder: string): Promise<string | undefined> {
  let bytes = 0;
  let entries = 0;
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const found = await lookInto(next);
    // A folder that cannot be looked into could hide anything.
    if (found === 'hidden') return HIDDEN;
    bytes += found.bytes;
    entries += found.entries;
    folders.push(...found.folders);
    if (bytes > SCRATCH_MIB * MIB) return `wrote more than ${SCRATCH_MIB} MiB`;
    if (entries > SCRATCH_ENTRIES) return `made more than ${SCRATCH_ENTRIES} files`;
  }
  return undefined;
}

/** What is directly in a folder. */
interface Look {
  readonly bytes: number;
  readonly entries: number;
  readonly folders: readonly string[];
}

async function lookInto(folder: string): Promise<Look | 'hidden'> {
  const found = await unlessGone(readdir(folder, { withFileTypes: true }));
  if (found === 'hidden') return found;
  let bytes = 0;
  const folders: string[] = [];
  const seen = found ?? [];
  // Too many already: how large they are does not matter.
  if (seen.length > SCRATCH_ENTRIES) return { bytes, entries: seen.length, folders };
  for (const entry of seen) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) folders.push(path);
    const stat = await unlessGone(lstat(path));
    if (stat === 'hidden') return stat;
    bytes += (stat?.blocks ?? 0) * BLOCK_BYTES;
  }
  return { bytes, entries: seen.length, folders };
}

/** The result; undefined if the path is gone by now, and `hidden` if it may not be, or cannot be, looked at. */
async function unlessGone<T>(looking: Promise<T>): Promise<T | undefined | 'hidden'> {
  try {
    return await looking;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'EACCES' || code === 'ENAMETOOLONG') return 'hidden';
    throw error;
  }
}
