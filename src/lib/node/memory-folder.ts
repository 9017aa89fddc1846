import { accessSync, constants, statfsSync } from 'node:fs';

const SHARED_MEMORY = '/dev/shm';
/** What statfs calls a file system in memory (`TMPFS_MAGIC` of linux/magic.h). */
const TMPFS = 0x01021994;

/**
 * Where small files that live for a moment are made without a disk: a journal and a search for a free number make a
 * FIFO on ext4 several times as dear.
 *
 * @returns Undefined where there is no such place that this process may write.
 */
export function memoryFolder(): string | undefined {
  try {
    accessSync(SHARED_MEMORY, constants.W_OK | constants.X_OK);
    return statfsSync(SHARED_MEMORY).type === TMPFS ? SHARED_MEMORY : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
