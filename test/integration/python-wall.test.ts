import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProgramChannel } from '../../dist/evaluators/judge/program-channel.js';
import { systemClock } from '../../dist/lib/clock.js';
import { processTreeUsage } from '../../dist/lib/node/process-tree-usage.js';
import { openMachineSandbox } from '../../dist/sandboxes/sandbox.js';
import type { Session } from '../../src/contracts/sandbox.ts';
import type { MachineSandbox } from '../../src/sandboxes/sandbox.ts';

const limits = { callMs: 5_000, workloadMs: 5_000, memoryMiB: 64, outputBytes: 1e6 };
const never = new AbortController().signal;

let sandbox: MachineSandbox;
beforeAll(async () => {
  sandbox = await openMachineSandbox('auto');
});
afterAll(() => sandbox[Symbol.dispose]());

async function opened(text: string): Promise<Session> {
  const program = { language: 'python', main: 'p.py', files: { 'p.py': text } } as const;
  const job = { program, entry: 'f', kind: 'function', nonce: 'n' } as const;
  const session = await sandbox.open(job, limits, never);
  if ('channel' in session) return session;
  throw new Error(session.detail);
}

/** What `f(input)` gives, in a process of its own. */
async function ask(text: string, input: unknown = null): Promise<unknown> {
  await using session = await opened(text);
  const { channel } = session;
  const program = openProgramChannel({ channel, nonce: 'n', outputBytes: 1e6, clock: systemClock });
  session.opened();
  program.ready(10_000);
  const exchange = program.exchange([input], 5_000);
  program.close();
  return exchange.kind === 'reply' ? exchange.outputs[0] : exchange;
}

/** What is tried, and the error that each gives; nothing for what worked. */
const TRY = `
import ctypes, os, socket
libc = ctypes.CDLL(None, use_errno=True)
def said(run):
    try:
        run()
    except OSError as error:
        return os.strerror(error.errno)
def call(name, *args):
    if getattr(libc, name)(*args) < 0:
        raise OSError(ctypes.get_errno(), name)
def f(_):
    write = lambda path: said(lambda: open(path, 'w').write('x'))
    return {
        'user namespace': said(lambda: call('unshare', 0x10000000)),
        'mount': said(lambda: call('mount', b'tmpfs', b'/tmp', b'tmpfs', 0, None)),
        'umount': said(lambda: call('umount2', b'/tmp', 2)),
        'network': said(lambda: socket.create_connection(('192.0.2.1', 80), 1)),
        'usr': write('/usr/x'),
        'interpreter': write('/barbican/x'),
        'host name': said(lambda: call('sethostname', b'x', 1)),
        'kernel': write('/proc/sys/kernel/core_pattern'),
        'tmp': write('/tmp/x'),
    }
`;

describe('sandbox.open() of a Python program', () => {
  it('sandbox.open() keeps every program of a sandbox alone when it has a zygote', async ({
    skip,
  }) => {
    if (sandbox.tier !== 'namespace') skip();
    const tried = await ask(TRY);
    expect(tried).toEqual({
      'user namespace': 'Operation not permitted',
      mount: 'Operation not permitted',
      umount: 'Operation not permitted',
      network: 'Permission denied',
      usr: 'Read-only file system',
      interpreter: 'Read-only file system',
      'host name': 'Operation not permitted',
      kernel: expect.stringMatching(/Permission denied|Read-only|No such file/),
      tmp: null,
    });
  });

  it('sandbox.open() shows a program nothing of this machine when it has a zygote', async ({
    skip,
  }) => {
    if (sandbox.tier !== 'namespace') skip();
    const seen = await ask(`
import os
def f(_):
    open_files = [fd for fd in range(64) if os.path.exists(f'/proc/self/fd/{fd}')]
    for fd in range(64):
        try: os.fstat(fd)
        except OSError: continue
        if fd not in open_files: open_files.append(fd)
    return {
        'uid': os.getuid(),
        'files': open_files,
        'environment': sorted(os.environ),
        'root': sorted(os.listdir('/')),
        'scratch': os.listdir('/tmp') + os.listdir('/dev/shm') + os.listdir('/dev/pts'),
        'processes': [name for name in os.listdir('/proc') if name.isdigit()],
        'pid': os.getpid(),
    }
`);
    expect(seen).toMatchObject({ uid: 65_534, files: [0, 1, 2, 3, 4], scratch: [] });
    expect(JSON.stringify(seen)).not.toMatch(/HOME|PATH|\broot\/|\bhome\b/);
    expect(seen).toHaveProperty(
      'processes',
      expect.toSatisfy((pids: unknown[]) => pids.length < 3),
    );
  });

  it('sandbox.open() starts each program afresh when one before it left something', async () => {
    const leave = `
import builtins, os, sys
def f(_):
    found = [getattr(builtins, 'left', None), os.path.exists('/tmp/left'), os.path.exists('/dev/shm/left'), 'left' in sys.modules]
    builtins.left = 1
    sys.modules['left'] = sys
    for path in ('/tmp/left', '/dev/shm/left', '/dev/left', '/left'):
        try: open(path, 'w').write('x')
        except OSError: pass
    return found + [os.path.exists('/dev/left') and os.path.exists('/left')]
`;
    const first = await ask(leave);
    const second = await ask(leave);
    if (sandbox.tier === 'namespace') expect(second).toEqual(first);
    expect(second).toMatchObject([null, expect.any(Boolean), expect.any(Boolean), false, false]);
  });

  it('sandbox.open() kills all that a program started when it is killed', async () => {
    const session = await opened(`
import ctypes, os, signal, time
for _ in range(5):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            ctypes.CDLL(None).prctl(15, b'barbican-left', 0, 0, 0)
            time.sleep(60)
        os._exit(0)
def f(x): return x
`);
    const { channel } = session;
    const program = openProgramChannel({
      channel,
      nonce: 'n',
      outputBytes: 1e6,
      clock: systemClock,
    });
    session.opened();
    program.ready(10_000);
    await expect.poll(() => processesNamed('barbican-left')).toHaveLength(5);
    session.kill();
    await session.ended;
    program.close();
    expect(await processesNamed('barbican-left')).toEqual([]);
  });

  it('sandbox.open() tells which process to measure when it has a zygote', async () => {
    await using session = await opened(`
def f(n):
    total = 0
    for i in range(n): total += i
    return total
`);
    const { channel } = session;
    const program = openProgramChannel({
      channel,
      nonce: 'n',
      outputBytes: 1e6,
      clock: systemClock,
    });
    session.opened();
    program.ready(10_000);
    const before = cpuMs(channel.hostPid);
    program.exchange([2_000_000], 5_000);
    const used = cpuMs(channel.hostPid) - before;
    program.close();
    expect(used).toBeGreaterThan(10);
    expect(used).toBeLessThan(4_000);
  });

  it('sandbox.open() says what a program printed and how it ended when it ends by itself', async () => {
    await using session = await opened(`
import os, sys
print('out')
print('err', file=sys.stderr)
os._exit(9)
`);
    const { failure, artifacts } = await session.ended;
    expect(failure).toMatchObject({ kind: 'exit', detail: expect.stringContaining('exit code 9') });
    expect(artifacts).toEqual({ stdout: 'out\n', stderr: 'err\n' });
  });

  it('sandbox.open() stops a program when it prints without end', async () => {
    await using session = await opened("import os\nwhile True: os.write(1, b'x' * 65536)\n");
    expect((await session.ended).failure).toMatchObject({ kind: 'output-limit' });
  });

  it('sandbox.open() runs many programs at a time when they are asked for together', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => ask('def f(x):\n    return x * 2\n', i)),
    );
    expect(answers).toEqual(Array.from({ length: 12 }, (_, i) => 2 * i));
  });
});

function cpuMs(pid: number | undefined): number {
  return pid === undefined ? 0 : (processTreeUsage(pid)?.cpuMs ?? 0);
}

/** Living ones: a dead one keeps its name until somebody asks how it ended. */
async function processesNamed(name: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/u.test(entry));
  const stats = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')),
  );
  return stats.filter((stat) => stat.includes(`(${name}) `) && !stat.includes(`(${name}) Z`));
}
