import { describe, expect, it } from 'vitest';
import { hasFilter } from './seccomp-calls.ts';
import { SELF, seccompFilter } from './seccomp.ts';

interface Call {
  readonly audit: number;
  readonly number: number;
  readonly args?: readonly number[];
}

/** What the kernel would do: an interpreter of the instructions that the filter uses. */
function verdict(filter: Uint8Array, call: Call): string {
  const data = dataOf(call);
  const view = new DataView(filter.buffer);
  let loaded = 0;
  for (let at = 0; ; at += 8) {
    const op = view.getUint16(at, true);
    const k = view.getUint32(at + 4, true);
    if (op === 0x06) return VERDICTS.get(k) ?? `errno ${k & 0xffff}`;
    if (op === 0x20) {
      loaded = data.getUint32(k, true);
      continue;
    }
    if (op === AND) {
      loaded &= k;
      continue;
    }
    const holds = TESTS.get(op);
    if (!holds) throw new Error(`unknown instruction ${op}`);
    at += 8 * view.getUint8(at + (holds(loaded, k) ? 2 : 3));
  }
}

const VERDICTS = new Map([
  [0x7fff0000, 'allow'],
  [0x80000000, 'kill'],
]);
const AND = 0x54;
const TESTS = new Map<number, (loaded: number, k: number) => boolean>([
  [0x15, (loaded, k) => loaded === k],
  [0x35, (loaded, k) => loaded >= k],
  [0x45, (loaded, k) => (loaded & k) !== 0],
]);

function dataOf({ audit, number, args = [] }: Call): DataView {
  const data = new DataView(new ArrayBuffer(64));
  data.setUint32(0, number, true);
  data.setUint32(4, audit, true);
  for (const [i, arg] of args.entries()) data.setUint32(16 + 8 * i, arg, true);
  return data;
}

const X64 = 0xc000003e;
const ARM64 = 0xc00000b7;

describe('seccompFilter()', () => {
  const x64 = seccompFilter('x64');
  const arm64 = seccompFilter('arm64');

  it.each([
    ['read', x64, { audit: X64, number: 0 }, 'allow'],
    ['execve', x64, { audit: X64, number: 59 }, 'allow'],
    ['ptrace', x64, { audit: X64, number: 101 }, 'errno 1'],
    ['unshare', x64, { audit: X64, number: 272 }, 'errno 1'],
    ['clock_settime', x64, { audit: X64, number: 227 }, 'errno 1'],
    ['io_uring_setup', x64, { audit: X64, number: 425 }, 'errno 1'],
    ['clone3', x64, { audit: X64, number: 435 }, 'errno 38'],
    ['clone of a thread', x64, { audit: X64, number: 56, args: [0x3d0f00] }, 'allow'],
    ['clone into a user namespace', x64, { audit: X64, number: 56, args: [0x10000011] }, 'errno 1'],
    ['a unix socket', x64, { audit: X64, number: 41, args: [1] }, 'allow'],
    ['an IPv4 socket', x64, { audit: X64, number: 41, args: [2] }, 'errno 13'],
    ['an IPv6 socket', x64, { audit: X64, number: 41, args: [10] }, 'errno 13'],
    ['a netlink socket', x64, { audit: X64, number: 41, args: [16] }, 'errno 13'],
    ['typing into the terminal', x64, { audit: X64, number: 16, args: [0, 0x5412] }, 'errno 1'],
    [
      'asking for the size of the terminal',
      x64,
      { audit: X64, number: 16, args: [0, 0x5413] },
      'allow',
    ],
    ['the x32 ABI', x64, { audit: X64, number: 0x40000000 }, 'kill'],
    ['the 32-bit ABI', x64, { audit: 0x40000003, number: 4 }, 'kill'],
    ['memory that no process maps', x64, { audit: X64, number: 319 }, 'errno 1'],
    ['leaving its core', x64, { audit: X64, number: 203 }, 'errno 1'],
    ['changing a mode', x64, { audit: X64, number: 90 }, 'allow'],
    ['a signal', x64, { audit: X64, number: 62, args: [1234, 9] }, 'allow'],
    ['read on aarch64', arm64, { audit: ARM64, number: 63 }, 'allow'],
    ['ptrace on aarch64', arm64, { audit: ARM64, number: 117 }, 'errno 1'],
    ['an IPv4 socket on aarch64', arm64, { audit: ARM64, number: 198, args: [2] }, 'errno 13'],
    ['32-bit ARM', arm64, { audit: 0x40000028, number: 4 }, 'kill'],
  ])('decides %s as it should', (_, filter, call, wanted) => {
    expect(verdict(filter, call)).toBe(wanted);
  });

  const shared = { shared: true, signalsSelfOnly: false };
  const sharedX64 = seccompFilter('x64', shared);
  const sharedArm64 = seccompFilter('arm64', shared);

  it.each([
    ['a unix socket', sharedX64, { audit: X64, number: 41, args: [1] }, 'errno 13'],
    ['a pair of streams', sharedX64, { audit: X64, number: 53, args: [1, 0x80801] }, 'allow'],
    ['a pair of records', sharedX64, { audit: X64, number: 53, args: [1, 0x80005] }, 'allow'],
    ['a pair for datagrams', sharedX64, { audit: X64, number: 53, args: [1, 2] }, 'errno 13'],
    ['changing a mode', sharedX64, { audit: X64, number: 90 }, 'errno 1'],
    ['cutting a file', sharedX64, { audit: X64, number: 76 }, 'errno 1'],
    ['its own limits', sharedX64, { audit: X64, number: 302, args: [0] }, 'allow'],
    ['the limits of another', sharedX64, { audit: X64, number: 302, args: [1] }, 'errno 1'],
    ['a signal', sharedX64, { audit: X64, number: 62, args: [1234, 9] }, 'allow'],
    ['changing times on aarch64', sharedArm64, { audit: ARM64, number: 88 }, 'errno 1'],
    ['a unix socket on aarch64', sharedArm64, { audit: ARM64, number: 198, args: [1] }, 'errno 13'],
  ])('decides %s as it should where programs share the machine', (_, filter, call, wanted) => {
    expect(verdict(filter, call)).toBe(wanted);
  });

  const alone = seccompFilter('x64', { shared: true, signalsSelfOnly: true });

  it.each([
    ['itself', { audit: X64, number: 62, args: [SELF, 9] }, 'allow'],
    ['its group', { audit: X64, number: 62, args: [0, 15] }, 'allow'],
    ['a thread of its own', { audit: X64, number: 234, args: [SELF, 5, 6] }, 'allow'],
    ['another', { audit: X64, number: 62, args: [1234, 9] }, 'errno 1'],
    ['everybody', { audit: X64, number: 62, args: [0xffffffff, 9] }, 'errno 1'],
    ['a thread of another', { audit: X64, number: 234, args: [1234, 1234, 9] }, 'errno 1'],
    ['somebody by a descriptor', { audit: X64, number: 424, args: [3, 9] }, 'errno 1'],
    ['the owner of a descriptor', { audit: X64, number: 72, args: [3, 8, 1234] }, 'errno 1'],
    ['nobody, but duplicates', { audit: X64, number: 72, args: [3, 0] }, 'allow'],
  ])('lets a program signal %s as it should where nothing else decides', (_, call, wanted) => {
    expect(verdict(alone, call)).toBe(wanted);
  });

  it('fits what the kernel takes', () => {
    expect(x64.length % 8).toBe(0);
    expect(x64.length / 8).toBeLessThan(4096);
  });
});

describe('hasFilter()', () => {
  it('knows the architectures with a table', () => {
    expect(hasFilter('x64')).toBe(true);
    expect(hasFilter('arm64')).toBe(true);
    expect(hasFilter('s390x')).toBe(false);
  });
});
