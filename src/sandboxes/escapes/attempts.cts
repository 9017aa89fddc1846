/**
 * Tries what a wall must stop, and prints one line of JSON for each try: `{ claim, attempt, held, said }`.
 *
 * It runs as a program in a sandbox, never here. The line before this text says `const STAGE = {…}`. A try that throws
 * was stopped; one that gives a text got through.
 */
const fs = process.getBuiltinModule('node:fs');
const net = process.getBuiltinModule('node:net');
const dgram = process.getBuiltinModule('node:dgram');
const { spawnSync } = process.getBuiltinModule('node:child_process');
const { Worker } = process.getBuiltinModule('node:worker_threads');

interface Stage {
  readonly claims: readonly string[];
  readonly tag: string;
  readonly secretFile: string;
  readonly folder: string;
  readonly victimPid: number;
  readonly enginePid: number;
  readonly port: number;
  readonly abstractName: string;
  readonly socketPath: string;
}
declare const STAGE: Stage;
type Try = () => unknown;

const { tag, secretFile, folder, victimPid, enginePid, port } = STAGE;

function act(run: () => unknown): Try {
  return () => {
    run();
    return 'it worked';
  };
}

function read(path: string): Try {
  return () => `read ${fs.readFileSync(path).length} bytes`;
}

function write(path: string): Try {
  return () => {
    fs.writeFileSync(path, 'x');
    return `wrote ${path}`;
  };
}

function command(file: string, ...args: string[]): Try {
  return () => {
    const { status, stderr, error } = spawnSync(file, args, { timeout: 10_000, encoding: 'utf8' });
    if (status === 0) return `${file} worked`;
    throw error ?? new Error(stderr.trim().slice(0, 80) || `exit ${status}`);
  };
}

function reach(to: { host: string; port: number } | { path: string }): Try {
  return () =>
    new Promise((resolve, reject) => {
      const socket = net.connect(to, () => {
        socket.destroy();
        resolve('reached');
      });
      socket.on('error', reject);
      socket.setTimeout(2_000, () => socket.destroy(new Error('no answer')));
    });
}

function serve(host: string): Try {
  return () =>
    new Promise((resolve, reject) => {
      const server = net.createServer();
      server.on('error', reject);
      server.listen(0, host, () => server.close(() => resolve('listened')));
    });
}

function datagram(): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = dgram.createSocket('udp4');
    socket.on('error', reject);
    socket.send('x', port, '127.0.0.1', (error) => {
      socket.close();
      if (error) reject(error);
      else resolve('sent');
    });
  });
}

function fill(place: string): Try {
  return () => {
    const chunk = Buffer.alloc(1 << 20);
    const names = [0, 1, 2, 3].map((number) => `${place}/${tag}-js-${number}`);
    let mebibytes = 0;
    let stopped = 'nothing';
    try {
      for (const name of names)
        for (let i = 0; i < 60; i++, mebibytes++) fs.appendFileSync(name, chunk);
    } catch (error) {
      stopped = reasonOf(error);
    }
    for (const name of names) fs.rmSync(name, { force: true });
    if (mebibytes > 68) return `wrote ${mebibytes} MiB, then ${stopped}`;
    throw new Error(`${mebibytes} MiB, then ${stopped}`);
  };
}

function others(file: string): Try {
  return () => {
    const found = fs.readdirSync('/proc').filter((pid) => {
      try {
        return /^\d+$/.test(pid) && fs.readFileSync(`/proc/${pid}/${file}`, 'latin1').includes(tag);
      } catch {
        return false;
      }
    });
    if (found.length === 0) throw new Error('nobody found');
    return `found ${found.join(' ')}`;
  };
}

function inWorker(): Promise<string> {
  return new Promise((resolve, reject) => {
    const text = `require('node:fs').readFileSync(${JSON.stringify(secretFile)})`;
    const worker = new Worker(text, { eval: true });
    worker.on('error', reject);
    worker.on('exit', () => resolve('read'));
  });
}

function placeOf(fd: string): string {
  try {
    return fs.readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '/dev/null';
  }
}

function openDescriptors(): string {
  // A pipe of which it has both ends is its own.
  const places = fs.readdirSync('/proc/self/fd').map(placeOf);
  const own = new Set(places.filter((place, i) => place.startsWith('pipe:') && places.indexOf(place) !== i));
  // What the interpreter made for itself is no way out.
  const harmless = /^anon_inode:|^\/dev\/(null|urandom)|^\/proc\//;
  const found = fs
    .readdirSync('/proc/self/fd')
    .filter((fd) => Number(fd) > 4 && !harmless.test(placeOf(fd)) && !own.has(placeOf(fd)));
  if (found.length === 0) throw new Error('none');
  return `open: ${found.join(' ')}`;
}

function ownEnvironment(): string {
  const names = Object.keys(process.env).filter((name) => !['PWD', 'BARBICAN_SESSION'].includes(name));
  if (names.length === 0) throw new Error('empty');
  return names.join(' ');
}

const ATTEMPTS: Readonly<Record<string, Readonly<Record<string, Try>>>> = {
  files: {
    'read a file that everybody may read': read(secretFile),
    'read it in a thread': inWorker,
    'read it by a command': command('cat', secretFile),
    'load it as a module': () => require(secretFile),
    'read the engine’s program': read(`/proc/${enginePid}/root${secretFile}`),
    'read /etc/passwd': read('/etc/passwd'),
    'list /root': () => `listed ${fs.readdirSync('/root').length}`,
    'list /home': () => `listed ${fs.readdirSync('/home').length}`,
  },
  existence: {
    'ask for a file': () => `${fs.statSync(secretFile).size} bytes`,
  },
  writes: {
    'write a file that everybody may write': write(secretFile),
    'make a file': write(`${folder}/made`),
    'remove a file': act(() => fs.rmSync(`${folder}/spare`)),
    'change its mode': act(() => fs.chmodSync(secretFile, 0o600)),
    'write by a command': command('sh', '-c', `echo x > ${folder}/made`),
    'write its own host': write(process.argv[1] ?? ''),
    'write to /usr': write(`/usr/${tag}`),
  },
  disk: Object.fromEntries(
    ['/tmp', '/dev/shm', '/var/tmp', folder].map((place) => [`fill ${place}`, fill(place)]),
  ),
  network: {
    'connect by IPv4': reach({ host: '127.0.0.1', port }),
    'connect by IPv6': reach({ host: '::1', port }),
    'send a datagram': datagram,
    'listen by IPv4': serve('127.0.0.1'),
    'listen by IPv6': serve('::1'),
  },
  sockets: {
    'connect to a name': reach({ path: `\0${STAGE.abstractName}` }),
    'connect to a path': reach({ path: STAGE.socketPath }),
  },
  processes: {
    'read the arguments of all': others('cmdline'),
    'read the arguments of one': read(`/proc/${enginePid}/cmdline`),
    'ask a command': command('sh', '-c', `tr '\\0' ' ' < /proc/${victimPid}/cmdline`),
  },
  signals: {
    'end another process': () => process.kill(victimPid, 'SIGTERM'),
    'reach the engine': () => process.kill(enginePid, 0),
    'end it by a command': command('sh', '-c', `kill ${victimPid}`),
  },
  privileges: {
    'make a user namespace': command('unshare', '-U', 'true'),
    'make a mount namespace': command('unshare', '-m', 'true'),
    'mount the system anew': command('mount', '-o', 'remount,rw', '/usr'),
    'become root': act(() => process.setuid?.(0)),
    'become root by sudo': command('sudo', '-n', 'true'),
    'change the root': command('chroot', '/', '/bin/true'),
  },
  clocks: { 'set the clock by a command': command('date', '-s', '2000-01-01') },
  environment: {
    'read its own': ownEnvironment,
    'read that of all': others('environ'),
    'read that of another': read(`/proc/${victimPid}/environ`),
  },
  descriptors: { 'use what was left open': openDescriptors },
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? String(error.code) : error.message;
}

async function tried(run: Try): Promise<[held: boolean, said: string]> {
  try {
    return [false, String(await run())];
  } catch (error) {
    return [true, reasonOf(error)];
  }
}

async function tryAll(): Promise<void> {
  for (const claim of STAGE.claims) {
    for (const [attempt, run] of Object.entries(ATTEMPTS[claim] ?? {})) {
      const [held, said] = await tried(run);
      fs.writeSync(1, `${JSON.stringify({ claim, attempt, held, said: said.slice(0, 200) })}\n`);
    }
  }
  // What comes after this line says that it lived.
  if (STAGE.claims.includes('signals') && process.ppid > 0) {
    const [, said] = await tried(() => process.kill(process.ppid, 'SIGKILL'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    fs.writeSync(1, `${JSON.stringify({ claim: 'signals', attempt: 'kill its parent', held: true, said })}\n`);
  }
  fs.writeSync(1, 'null\n');
  process.exit(0);
}

exports.run = tryAll;
