import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openProgramChannel } from '../../dist/evaluators/judge/program-channel.js';
import { systemClock } from '../../dist/lib/clock.js';

/** What every host of these tests begins with. */
const PRELUDE = `
const fs = require('node:fs');
const [R, W] = [fs.openSync(process.argv[1], 'r'), fs.openSync(process.argv[2], 'w')];
const frame = (value) => {
  const body = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  const head = Buffer.alloc(4); head.writeUInt32LE(body.length);
  return Buffer.concat([head, body]);
};
const put = (bytes) => { while (bytes.length > 0) bytes = bytes.subarray(fs.writeSync(W, bytes)); };
const send = (value) => put(frame(value));
const read = (n) => { const bytes = Buffer.alloc(n); for (let at = 0; at < n; ) { const got = fs.readSync(R, bytes, at, n - at, null); if (got === 0) process.exit(0); at += got; } return bytes; };
const next = () => JSON.parse(read(read(4).readUInt32LE()).toString());
const hang = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
const nonce = 'n';
`;
const READY = 'send({ nonce, begun: true }); send({ nonce, ready: true });';

interface Lie {
  readonly title: string;
  /** After the ready frame, in the host's process. */
  readonly host: string;
  readonly kind: string;
  readonly detail?: RegExp;
  /** What the judge sends. */
  readonly input?: unknown;
}

const LIES: readonly Lie[] = [
  { title: 'it never answers', host: 'hang();', kind: 'timeout' },
  {
    title: 'it stops in the middle of a frame',
    host: "next(); put(frame('x'.repeat(1000)).subarray(0, 500)); hang();",
    kind: 'timeout',
  },
  {
    title: 'it does not read a request that is longer than a pipe',
    host: 'hang();',
    kind: 'timeout',
    input: 'x'.repeat(1_000_000),
  },
  {
    title: 'it answers after the limit',
    host: "const { id } = next(); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400); send({ nonce, id, outputs: ['late'] }); hang();",
    kind: 'timeout',
  },
  {
    title: 'it repeats its last answer without end',
    host: 'let { id } = next(); send({ nonce, id, outputs: [1] }); for (;;) send({ nonce, id, outputs: [1] });',
    kind: 'timeout',
    detail: /within 200 ms/,
  },
  { title: 'it ends', host: 'next(); process.exit(3);', kind: 'gone' },
  {
    title: 'it ends in the middle of a frame',
    host: "put(frame('xyz').subarray(0, 6)); process.exit(0);",
    kind: 'gone',
  },
  {
    title: 'it has another nonce',
    host: "send({ nonce: 'm', id: next().id, outputs: [1] }); hang();",
    kind: 'protocol',
  },
  {
    title: 'it answers another request',
    host: "next(); send({ nonce, id: 'x', outputs: [1] }); hang();",
    kind: 'protocol',
  },
  {
    title: 'it adds a member',
    host: 'send({ nonce, id: next().id, outputs: [1], score: 1 }); hang();',
    kind: 'protocol',
  },
  {
    title: 'it sends what is not JSON',
    host: "send('{'); hang();",
    kind: 'protocol',
    detail: /not JSON/,
  },
  {
    title: 'it sends what is not UTF-8',
    host: 'put(Buffer.from([2, 0, 0, 0, 0xff, 0xfe])); hang();',
    kind: 'protocol',
    detail: /not JSON/,
  },
  {
    title: 'it announces more than is allowed',
    host: 'put(Buffer.from([0, 0, 0, 0x7f])); hang();',
    kind: 'output-limit',
  },
  {
    title: 'it throws',
    host: "send({ nonce, id: next().id, error: { message: 'no idea' } }); hang();",
    kind: 'crash',
    detail: /no idea/,
  },
];

const folder = mkdtempSync(join(tmpdir(), 'barbican-test-'));
const children: ChildProcess[] = [];
let made = 0;

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('openProgramChannel()', () => {
  it.each(LIES)('openProgramChannel() tells how the program failed when $title', (lie) => {
    const host = started(`${READY}\n${lie.host}`);
    expect(host.channel.ready(10_000)).toMatchObject({ kind: 'reply' });
    host.letGo();
    const startMs = systemClock.monotonicMs();
    let came = host.channel.exchange([lie.input ?? 1], 200);
    // A lie that begins with one honest answer shows at the next call.
    if (came.kind === 'reply') came = host.channel.exchange([1], 200);
    expect(systemClock.monotonicMs() - startMs).toBeLessThan(2_000);
    if (lie.kind === 'gone') expect(came).toEqual({ kind: 'gone', begun: true });
    else expect(came).toMatchObject({ kind: 'failed', failure: { kind: lie.kind } });
    if (lie.detail) expect(JSON.stringify(came)).toMatch(lie.detail);
    // Nothing further can come.
    expect(host.channel.exchange([1], 1_000)).toEqual(came);
    host.channel.close();
  });

  it.each([
    ['does not say that it begins', 'send({ nonce, ready: true });', { kind: 'failed' }],
    ['begins twice', 'for (const i of [1, 2]) send({ nonce, begun: true });', { kind: 'failed' }],
    ['ends before it begins', '', { kind: 'gone', begun: false }],
    ['ends while it loads', 'send({ nonce, begun: true });', { kind: 'gone', begun: true }],
    ['nests too deep', 'send("[".repeat(600) + "]".repeat(600));', { kind: 'failed' }],
  ])('openProgramChannel() knows how far the program came when it %s', async (_, host, came) => {
    const program = started(host);
    await program.ended;
    program.letGo();
    expect(program.channel.ready(10_000)).toMatchObject(came);
    program.channel.close();
  });

  it('openProgramChannel() keeps inputs and outputs apart when they are short, long and many', () => {
    const host = started(
      `${READY} for (;;) { const { id, inputs } = next(); send({ nonce, id, outputs: inputs }); }`,
    );
    expect(host.channel.ready(10_000)).toMatchObject({ kind: 'reply' });
    const long = 'é'.repeat(300_000);
    for (const inputs of [
      [1],
      [long, 2, 'ü'],
      [],
      Array.from({ length: 5_000 }, (_, i) => i),
      [null],
    ])
      expect(host.channel.exchange(inputs, 5_000)).toMatchObject({
        kind: 'reply',
        outputs: inputs,
      });
    for (let i = 0; i < 500; i++)
      expect(host.channel.exchange([i], 1_000)).toMatchObject({ kind: 'reply', outputs: [i] });
    host.channel.close();
  });

  it('openProgramChannel() still answers in time when an earlier program had to be given up', () => {
    for (let i = 0; i < 3; i++) {
      const bad = started(`${READY} hang();`);
      bad.channel.ready(10_000);
      expect(bad.channel.exchange([1], 30)).toMatchObject({ failure: { kind: 'timeout' } });
      bad.channel.close();
      const good = started(`${READY} for (;;) send({ nonce, id: next().id, outputs: [7] });`);
      good.channel.ready(10_000);
      for (let call = 0; call < 100; call++)
        expect(good.channel.exchange([1], 1_000)).toMatchObject({ outputs: [7] });
      good.channel.close();
    }
  });

  it('openProgramChannel() leaves no descriptor open when it is closed', () => {
    const count = (): number => readdirSync('/proc/self/fd').length;
    const before = count();
    for (let i = 0; i < 5; i++) {
      const host = started(`${READY} hang();`);
      host.channel.ready(10_000);
      host.letGo();
      host.channel.exchange([1], 20);
      host.channel.close();
      host.channel.close();
    }
    expect(count() - before).toBeLessThanOrEqual(0);
  });

  it('openProgramChannel() says that the program is gone when the FIFOs are no longer there', () => {
    const host = started(`${READY}`);
    host.letGo();
    host.channel.close();
    for (const path of host.paths) rmSync(path);
    const [requestPath, replyPath] = host.paths;
    const late = open(requestPath, replyPath);
    const gone = { kind: 'gone', begun: false };
    expect(late.ready(1_000)).toEqual(gone);
    expect(late.exchange([1], 1_000)).toEqual(gone);
  });
});

function started(host: string): {
  readonly channel: ReturnType<typeof openProgramChannel>;
  readonly paths: readonly [string, string];
  readonly ended: Promise<unknown>;
  letGo(): void;
} {
  const paths = [join(folder, `${made}.request`), join(folder, `${made++}.reply`)] as const;
  execFileSync('mkfifo', paths);
  const held = paths.map((path) => openSync(path, constants.O_RDWR | constants.O_NONBLOCK));
  const child = spawn(process.execPath, ['-e', `${PRELUDE}\n${host}`, ...paths], {
    stdio: 'ignore',
  });
  children.push(child);
  const channel = open(...paths);
  const letGo = (): void => {
    for (const fd of held.splice(0)) closeSync(fd);
  };
  return { channel, paths, ended: once(child, 'exit'), letGo };
}

function open(requestPath: string, replyPath: string): ReturnType<typeof openProgramChannel> {
  const channel = { requestPath, replyPath };
  return openProgramChannel({ channel, nonce: 'n', outputBytes: 1_000_000, clock: systemClock });
}
