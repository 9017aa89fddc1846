import type { Limits } from '../domain/problem.ts';
import type { LanguageHost } from './hosts/host.ts';

const MIB = 2 ** 20;
/** Largest file that a program may write, in bytes. */
const FILE_BYTES = 64 * MIB;
const OPEN_FILES = 256;

/**
 * The command that sets the kernel's limits for what follows it.
 *
 * Memory is limited as data, not as address space, which WebAssembly reserves by the gigabyte.
 */
export function rlimits(host: LanguageHost, { memoryMiB }: Limits): [string, ...string[]] {
  const dataBytes = Math.ceil((memoryMiB + host.ownMemoryMiB) * MIB);
  return [
    'prlimit',
    '--core=0',
    `--data=${dataBytes}`,
    `--fsize=${FILE_BYTES}`,
    `--nofile=${OPEN_FILES}`,
    '--',
  ];
}
