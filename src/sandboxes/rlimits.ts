import type { Limits } from '../domain/problem.ts';
import type { LanguageHost } from './hosts/host.ts';

const MIB = 2 ** 20;
/** Largest file that a program may write, in bytes. */
const FILE_BYTES = 64 * MIB;
/** Descriptors that a process may have. */
export const OPEN_FILES = 256;
/**
 * The kernel's limit over what is allowed: memory is watched, which also sees several processes and gives a clear
 * reason, where an interpreter at the kernel's limit goes on collecting garbage. This is for what comes between two looks.
 */
const BETWEEN_LOOKS = 1.5;

/**
 * The command that sets the kernel's limits for what follows it.
 *
 * Memory is limited as data, not as address space, which WebAssembly reserves by the gigabyte.
 */
export function rlimits(host: LanguageHost, { memoryMiB }: Limits): [string, ...string[]] {
  const dataBytes = Math.ceil(BETWEEN_LOOKS * (memoryMiB + host.ownMemoryMiB) * MIB);
  return [
    'prlimit',
    '--core=0',
    `--data=${dataBytes}`,
    `--fsize=${FILE_BYTES}`,
    `--nofile=${OPEN_FILES}`,
    '--',
  ];
}
