/**
 * What each version of Landlock can decide.
 *
 * @see landlock(7), include/uapi/linux/landlock.h
 */

const EXECUTE = 1 << 0;
const WRITE_FILE = 1 << 1;
const READ_FILE = 1 << 2;
const READ_DIR = 1 << 3;
const REMOVE_DIR = 1 << 4;
const REMOVE_FILE = 1 << 5;
const MAKE_DIR = 1 << 7;
const MAKE_REG = 1 << 8;
const MAKE_FIFO = 1 << 10;
const MAKE_SYM = 1 << 12;
const REFER = 1 << 13;
const TRUNCATE = 1 << 14;

/** The first version that decides each of these. */
const REFER_ABI = 2;
const TRUNCATE_ABI = 3;
const TCP_ABI = 4;
const IOCTL_ABI = 5;
const SCOPES_ABI = 6;

/** What a program may do beneath a place. */
export type PlaceKind = 'programs' | 'folder' | 'file' | 'sink' | 'scratch';

/** What a kernel's Landlock can decide, as bits. */
export interface LandlockRights {
  /** Rights on files. */
  readonly files: number;
  /** Binding and connecting TCP. */
  readonly tcp: number;
  /** Abstract Unix sockets and signals. */
  readonly scopes: number;
  /** Rights of a place. */
  of(kind: PlaceKind): number;
}

/** @param abi The version that the kernel says, at least 1. */
export function landlockRights(abi: number): LandlockRights {
  const files = 2 ** (13 + since(abi, REFER_ABI) + since(abi, TRUNCATE_ABI)) - 1;
  const all = files + since(abi, IOCTL_ABI) * 2 ** 15;
  return {
    files: all,
    tcp: 0b11 * since(abi, TCP_ABI),
    scopes: 0b11 * since(abi, SCOPES_ABI),
    of: (kind) => RIGHTS[kind] & all,
  };
}

/** Whether nothing can be signalled outside of a domain. */
export function scopesSignals(abi: number): boolean {
  return abi >= SCOPES_ABI;
}

/** Whether a file that may be read cannot be emptied. */
export function keepsLengths(abi: number): boolean {
  return abi >= TRUNCATE_ABI;
}

const RIGHTS: Readonly<Record<PlaceKind, number>> = {
  programs: EXECUTE | READ_FILE | READ_DIR,
  folder: READ_FILE | READ_DIR,
  file: EXECUTE | READ_FILE,
  sink: READ_FILE | WRITE_FILE | TRUNCATE,
  // Neither devices nor sockets.
  scratch:
    EXECUTE |
    READ_FILE |
    READ_DIR |
    WRITE_FILE |
    REMOVE_DIR |
    REMOVE_FILE |
    MAKE_DIR |
    MAKE_REG |
    MAKE_FIFO |
    MAKE_SYM |
    REFER |
    TRUNCATE,
};

function since(abi: number, first: number): 0 | 1 {
  return abi >= first ? 1 : 0;
}
