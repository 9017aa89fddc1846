/**
 * The system calls that a program may not make, as a filter that the kernel runs: classic BPF, made here, for x86-64
 * and aarch64.
 *
 * It denies, it does not allow: what is left out of the namespaces' hands (tracing, kernel keys, modules, mounts, other
 * kinds of sockets, asynchronous rings, clocks) fails with an error code; another architecture's calls kill.
 *
 * @see seccomp(2), linux/filter.h; numbers from arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h
 */

/** Architectures with a table. */
export type FilterArchitecture = 'x64' | 'arm64';

interface Architecture {
  /** AUDIT_ARCH_* of linux/audit.h. */
  readonly audit: number;
  readonly numberByCall: Readonly<Record<string, number>>;
}

/** Calls that have the same number everywhere since Linux 5.1. */
const SHARED = {
  open_tree: 428,
  move_mount: 429,
  fsopen: 430,
  fsconfig: 431,
  fsmount: 432,
  fspick: 433,
  io_uring_setup: 425,
  io_uring_enter: 426,
  io_uring_register: 427,
  clone3: 435,
  pidfd_getfd: 438,
  process_madvise: 440,
  mount_setattr: 442,
  memfd_secret: 447,
} as const;

const ARCHITECTURES: Readonly<Record<FilterArchitecture, Architecture>> = {
  x64: {
    audit: 0xc000003e,
    numberByCall: {
      ...SHARED,
      ioctl: 16,
      socket: 41,
      socketpair: 53,
      clone: 56,
      ptrace: 101,
      syslog: 103,
      uselib: 134,
      personality: 135,
      modify_ldt: 154,
      pivot_root: 155,
      _sysctl: 156,
      adjtimex: 159,
      chroot: 161,
      acct: 163,
      settimeofday: 164,
      mount: 165,
      umount2: 166,
      swapon: 167,
      swapoff: 168,
      reboot: 169,
      sethostname: 170,
      setdomainname: 171,
      iopl: 172,
      ioperm: 173,
      init_module: 175,
      delete_module: 176,
      quotactl: 179,
      lookup_dcookie: 212,
      clock_settime: 227,
      kexec_load: 246,
      add_key: 248,
      request_key: 249,
      keyctl: 250,
      migrate_pages: 256,
      unshare: 272,
      vmsplice: 278,
      move_pages: 279,
      perf_event_open: 298,
      fanotify_init: 300,
      name_to_handle_at: 303,
      open_by_handle_at: 304,
      clock_adjtime: 305,
      setns: 308,
      process_vm_readv: 310,
      process_vm_writev: 311,
      kcmp: 312,
      finit_module: 313,
      seccomp: 317,
      kexec_file_load: 320,
      bpf: 321,
      userfaultfd: 323,
    },
  },
  arm64: {
    audit: 0xc00000b7,
    numberByCall: {
      ...SHARED,
      lookup_dcookie: 18,
      ioctl: 29,
      umount2: 39,
      mount: 40,
      pivot_root: 41,
      chroot: 51,
      quotactl: 60,
      vmsplice: 75,
      acct: 89,
      personality: 92,
      unshare: 97,
      kexec_load: 104,
      init_module: 105,
      delete_module: 106,
      clock_settime: 112,
      syslog: 116,
      ptrace: 117,
      reboot: 142,
      sethostname: 161,
      setdomainname: 162,
      settimeofday: 170,
      adjtimex: 171,
      socket: 198,
      socketpair: 199,
      add_key: 217,
      request_key: 218,
      keyctl: 219,
      clone: 220,
      swapon: 224,
      swapoff: 225,
      migrate_pages: 238,
      move_pages: 239,
      perf_event_open: 241,
      fanotify_init: 262,
      name_to_handle_at: 264,
      open_by_handle_at: 265,
      clock_adjtime: 266,
      setns: 268,
      process_vm_readv: 270,
      process_vm_writev: 271,
      kcmp: 272,
      finit_module: 273,
      seccomp: 277,
      bpf: 280,
      userfaultfd: 282,
      kexec_file_load: 294,
    },
  },
};

/** Calls whose arguments decide; all others in a table fail with EPERM. */
const BY_ARGUMENT: ReadonlySet<string> = new Set([
  'ioctl',
  'socket',
  'socketpair',
  'clone',
  'clone3',
]);

const EPERM = 1;
const EACCES = 13;
/** With this, the C library falls back to `clone`, whose flags the filter can read. */
const ENOSYS = 38;
const AF_UNIX = 1;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET of linux/sched.h. */
const CLONE_NEW = 0x7e020000;
/** What types into a terminal: TIOCSTI and TIOCLINUX. */
const TERMINAL_REQUESTS = [0x5412, 0x541c] as const;
/** Calls of the 32-bit-pointer ABI of x86-64 have this bit. */
const X32 = 0x40000000;

/** Offsets into `struct seccomp_data`; arguments are 64 bits, the low half first. */
const NUMBER_AT = 0;
const ARCHITECTURE_AT = 4;
const argumentAt = (index: number): number => 16 + 8 * index;

const LOAD = 0x20;
const IF_EQUAL = 0x15;
const IF_AT_LEAST = 0x35;
const IF_BIT = 0x45;
const RETURN = 0x06;
const ALLOW = 0x7fff0000;
const KILL = 0x80000000;
const failWith = (code: number): Instruction => ({ op: RETURN, k: 0x00050000 | code });

/** One instruction: jumps count instructions to skip if the test holds, and if not. */
interface Instruction {
  readonly op: number;
  readonly k: number;
  readonly yes?: number;
  readonly no?: number;
}

/** Whether there is a table for this machine. */
export function hasFilter(architecture: string): architecture is FilterArchitecture {
  return Object.hasOwn(ARCHITECTURES, architecture);
}

/** The filter as the kernel and `bwrap --seccomp` read it: 8 bytes an instruction, little-endian. */
export function seccompFilter(architecture: FilterArchitecture): Uint8Array {
  const { audit, numberByCall } = ARCHITECTURES[architecture];
  const denied = Object.entries(numberByCall).filter(([call]) => !BY_ARGUMENT.has(call));
  const numberOf = (call: string): number => numberByCall[call] ?? -1;
  return encoded([
    { op: LOAD, k: ARCHITECTURE_AT },
    { op: IF_EQUAL, k: audit, yes: 1 },
    { op: RETURN, k: KILL },
    { op: LOAD, k: NUMBER_AT },
    { op: IF_AT_LEAST, k: X32, no: 1 },
    { op: RETURN, k: KILL },
    ...denied.flatMap(([, number]) => ifCall(number, [failWith(EPERM)])),
    ...ifCall(numberOf('clone3'), [failWith(ENOSYS)]),
    ...ifCall(numberOf('socket'), onlyUnix),
    ...ifCall(numberOf('socketpair'), onlyUnix),
    ...ifCall(numberOf('clone'), [
      { op: LOAD, k: argumentAt(0) },
      { op: IF_BIT, k: CLONE_NEW, no: 1 },
      failWith(EPERM),
      { op: RETURN, k: ALLOW },
    ]),
    ...ifCall(numberOf('ioctl'), [
      { op: LOAD, k: argumentAt(1) },
      ...TERMINAL_REQUESTS.flatMap((request) => ifCall(request, [failWith(EPERM)])),
      { op: RETURN, k: ALLOW },
    ]),
    { op: RETURN, k: ALLOW },
  ]);
}

const onlyUnix: readonly Instruction[] = [
  { op: LOAD, k: argumentAt(0) },
  { op: IF_EQUAL, k: AF_UNIX, yes: 1 },
  failWith(EACCES),
  { op: RETURN, k: ALLOW },
];

/** Runs `body`, which must end with a return, if what is loaded equals `value`. */
function ifCall(value: number, body: readonly Instruction[]): Instruction[] {
  return [{ op: IF_EQUAL, k: value, no: body.length }, ...body];
}

function encoded(program: readonly Instruction[]): Uint8Array {
  const bytes = new Uint8Array(8 * program.length);
  const view = new DataView(bytes.buffer);
  for (const [i, { op, k, yes = 0, no = 0 }] of program.entries()) {
    view.setUint16(8 * i, op, true);
    view.setUint8(8 * i + 2, yes);
    view.setUint8(8 * i + 3, no);
    view.setUint32(8 * i + 4, k >>> 0, true);
  }
  return bytes;
}
