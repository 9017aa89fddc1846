/**
 * The system calls that a program may not make, as a filter that the kernel runs: classic BPF, made here, for x86-64
 * and aarch64.
 *
 * It denies, it does not allow: what is left out of the namespaces' hands (tracing, kernel keys, modules, mounts, other
 * kinds of sockets, asynchronous rings, clocks, memory that no process seems to hold) fails with an error code; another
 * architecture's calls kill. Where there are no namespaces it also denies what those would have made harmless.
 *
 * @see seccomp(2), linux/filter.h
 */
import { ARCHITECTURES, type FilterArchitecture } from './seccomp-calls.ts';

/** Calls whose arguments decide; all others in a table fail with EPERM. */
const BY_ARGUMENT: ReadonlySet<string> = new Set([
  'ioctl',
  'socket',
  'socketpair',
  'clone',
  'clone3',
  'fcntl',
  'prlimit64',
]);

/** Calls that signal a process, which the first argument names; all others that signal are denied as a whole. */
const SIGNALLING = ['kill', 'tgkill'] as const;
const ALSO_SIGNALLING: readonly string[] = [
  'tkill',
  'rt_sigqueueinfo',
  'rt_tgsigqueueinfo',
  'pidfd_send_signal',
];
/** Who gets the signals of a descriptor, and which: F_SETOWN, F_SETSIG and F_SETOWN_EX. */
const OWNER_COMMANDS = [8, 10, 15] as const;

/** Stands in a filter for the number of the process that loads it, which replaces it. */
export const SELF = 0x5e1f_c0de;

const EPERM = 1;
const EACCES = 13;
/** With this, the C library falls back to `clone`, whose flags the filter can read. */
const ENOSYS = 38;
const AF_UNIX = 1;
const SOCK_STREAM = 1;
const SOCK_SEQPACKET = 5;
/** The kind of a socket, without its flags. */
const KIND_MASK = 0xf;
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
const AND = 0x54;
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

/** What a filter has to do beside denying what no program needs. */
export interface FilterOptions {
  /** Whether programs are without namespaces, so that files, users and sockets are this machine's. */
  readonly shared: boolean;
  /** Whether programs may signal nobody but themselves, as nothing else keeps their signals. */
  readonly signalsSelfOnly: boolean;
}

/** The filter as the kernel and `bwrap --seccomp` read it: 8 bytes an instruction, little-endian. */
export function seccompFilter(
  architecture: FilterArchitecture,
  options: FilterOptions = { shared: false, signalsSelfOnly: false },
): Uint8Array {
  const { audit, numberByCall, sharedNumberByCall } = ARCHITECTURES[architecture];
  const numbers = { ...numberByCall, ...(options.shared ? sharedNumberByCall : {}) };
  const signalling: readonly string[] = [...SIGNALLING, ...ALSO_SIGNALLING];
  const denied = Object.entries(numbers).filter(
    ([call]) => !BY_ARGUMENT.has(call) && !signalling.includes(call),
  );
  const numberOf = (call: string): number => numbers[call] ?? -1;
  return encoded([
    { op: LOAD, k: ARCHITECTURE_AT },
    { op: IF_EQUAL, k: audit, yes: 1 },
    { op: RETURN, k: KILL },
    { op: LOAD, k: NUMBER_AT },
    { op: IF_AT_LEAST, k: X32, no: 1 },
    { op: RETURN, k: KILL },
    ...denied.flatMap(([, number]) => ifCall(number, [failWith(EPERM)])),
    ...ifCall(numberOf('clone3'), [failWith(ENOSYS)]),
    ...ifCall(numberOf('socket'), options.shared ? [failWith(EACCES)] : onlyUnix),
    ...ifCall(numberOf('socketpair'), options.shared ? onlyUnixConnected : onlyUnix),
    ...ifCall(numberOf('clone'), [
      { op: LOAD, k: argumentAt(0) },
      { op: IF_BIT, k: CLONE_NEW, no: 1 },
      failWith(EPERM),
      { op: RETURN, k: ALLOW },
    ]),
    ...ifCall(numberOf('ioctl'), unlessArgument(1, TERMINAL_REQUESTS)),
    ...(options.shared ? ifCall(numberOf('prlimit64'), onlyArgument(0, [0])) : []),
    ...(options.signalsSelfOnly ? onlySelf(numberOf) : []),
    { op: RETURN, k: ALLOW },
  ]);
}

/** A program signals itself, or its own process group, which begins with it. */
function onlySelf(numberOf: (call: string) => number): Instruction[] {
  return [
    ...ALSO_SIGNALLING.flatMap((call) => ifCall(numberOf(call), [failWith(EPERM)])),
    ...SIGNALLING.flatMap((call) => ifCall(numberOf(call), onlyArgument(0, [0, SELF]))),
    ...ifCall(numberOf('fcntl'), unlessArgument(1, OWNER_COMMANDS)),
  ];
}

/** Denies a call whose argument is one of the values. */
function unlessArgument(index: number, values: readonly number[]): Instruction[] {
  return [
    { op: LOAD, k: argumentAt(index) },
    ...values.flatMap((value) => ifCall(value, [failWith(EPERM)])),
    { op: RETURN, k: ALLOW },
  ];
}

/** Denies a call whose argument is none of the values. */
function onlyArgument(index: number, values: readonly number[]): Instruction[] {
  return [
    { op: LOAD, k: argumentAt(index) },
    ...values.flatMap((value) => ifCall(value, [{ op: RETURN, k: ALLOW }])),
    failWith(EPERM),
  ];
}

const onlyUnix: readonly Instruction[] = [
  { op: LOAD, k: argumentAt(0) },
  { op: IF_EQUAL, k: AF_UNIX, yes: 1 },
  failWith(EACCES),
  { op: RETURN, k: ALLOW },
];

/** Kinds whose pairs stay together. Datagrams can be sent to any socket that has a name. */
const CONNECTED = [SOCK_STREAM, SOCK_SEQPACKET] as const;
const onlyUnixConnected: readonly Instruction[] = [
  { op: LOAD, k: argumentAt(0) },
  { op: IF_EQUAL, k: AF_UNIX, yes: 1 },
  failWith(EACCES),
  { op: LOAD, k: argumentAt(1) },
  { op: AND, k: KIND_MASK },
  ...CONNECTED.flatMap((kind) => ifCall(kind, [{ op: RETURN, k: ALLOW }])),
  failWith(EACCES),
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
