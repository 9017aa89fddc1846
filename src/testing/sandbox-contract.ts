import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Sandbox, SessionEnd } from '../contracts/sandbox.ts';
import type { FailureKind } from '../domain/evaluation.ts';
import { processTreeUsage } from '../lib/node/process-tree-usage.ts';
import {
  countTagged,
  freshTag,
  LIMITS,
  opening,
  outputOf,
  until,
  withProgram,
} from './program-under-test.ts';
import type { SandboxLaw, SandboxSubject } from './sandbox-law.ts';
import { wallLaws } from './sandbox-walls.ts';
import { ThreadedChannel } from './threaded-channel.ts';

/**
 * What may be resident at most, in MiB: the limit with the interpreter and the sandbox, and as much again for what is
 * allocated between two looks; once more, since pages that processes share count for each of them.
 */
const RESIDENT_MIB = 3 * (LIMITS.memoryMiB + 112);
const DAEMONS = 50;
const FORKS = 500;

/** The laws of the {@link Sandbox} port. */
export function sandboxLaws(subject: SandboxSubject): readonly SandboxLaw[] {
  const law = (name: string, check: (sandbox: Sandbox) => Promise<void>): SandboxLaw => ({
    name,
    run: async () => {
      using sandbox = await subject.open();
      await check(sandbox);
    },
  });
  return [
    law('answers calls, each from its own copy of the input', answers),
    law('says why a program ended', saysWhy),
    law('gives a program an empty environment', hasNoEnvironment),
    law('leaves no descriptor open but the streams and the channel', hasNoDescriptors),
    law('runs a program without any privilege', hasNoPrivileges),
    law('keeps the beginning of what is printed, and says that it was cut', capsOutput),
    law('ends a program that prints without end', endsFlood),
    ...Object.entries(EATERS).map(([what, text]) =>
      law(`ends a program that allocates without end ${what}`, (sandbox) =>
        endsEater(sandbox, text),
      ),
    ),
    law('kills daemons with the program that left them, when it is killed', killsDaemons),
    law('kills daemons with the program that left them, when it ends by itself', reapsDaemons),
    law('leaves nothing of a program that forks', killsForks),
    law('lets a judge that comes late read what was said', answersLate),
    law('keeps no FIFO of a session that has ended', removesFifos),
    law('rejects with the reason of an aborted signal', honoursSignal),
    ...wallLaws(subject),
  ];
}

async function answers(sandbox: Sandbox): Promise<void> {
  const text = 'export function run(list) { list.push(1); return list; }';
  await withProgram(sandbox, text, async ({ call }) => {
    const input = [0];
    assert.deepEqual(await call(input), [0, 1]);
    assert.deepEqual(await call(input), [0, 1]);
  });
}

/** How programs end that were not asked to, and what is to be said of each. */
const ENDS: readonly [text: string, kind: FailureKind | undefined, killedByOthers: boolean][] = [
  ['process.exit(0)', undefined, false],
  ['process.exit(3)', 'exit', false],
  ["throw new Error('no')", 'crash', false],
  ['export const other = 1', 'missing-entry', false],
  ['process.abort()', 'crash', false],
  ["process.kill(process.pid, 'SIGTERM')", 'crash', false],
  ["process.kill(process.pid, 'SIGKILL'); for (;;);", 'crash', true],
];

async function saysWhy(sandbox: Sandbox): Promise<void> {
  for (const [text, kind, killedByOthers] of ENDS) {
    const end = await withProgram(sandbox, text, async ({ ready }) =>
      assert.equal(ready.kind, 'gone', text),
    );
    assert.deepEqual([text, end.failure?.kind, end.killedByOthers], [text, kind, killedByOthers]);
  }
  const asked = await withProgram(sandbox, 'export function run() {}', async ({ session }) =>
    session.kill(),
  );
  assert.equal(asked.killedByOthers, false);
  const opened = await opening(sandbox, 'export function run( {');
  assert.ok('kind' in opened && opened.kind === 'compile', JSON.stringify(opened));
  assert.match(opened.detail, /^program\.js:1:\d+: /u);
}

async function hasNoEnvironment(sandbox: Sandbox): Promise<void> {
  const text = 'export function run() { return Object.keys(process.env); }';
  const names = await outputOf(sandbox, text);
  assert.ok(Array.isArray(names));
  // The working directory, and what the sandbox itself finds its processes by.
  assert.deepEqual(
    names.filter((name) => !['PWD', 'BARBICAN_SESSION'].includes(String(name))),
    [],
  );
}

async function hasNoDescriptors(sandbox: Sandbox): Promise<void> {
  const text = `import { readdirSync, readlinkSync } from 'node:fs';
    export function run() {
      return readdirSync('/proc/self/fd').map((fd) => {
        try { return fd + ' ' + readlinkSync('/proc/self/fd/' + fd); } catch { return ''; }
      });
    }`;
  const names = await outputOf(sandbox, text);
  assert.ok(Array.isArray(names));
  const passed = names.map(String).filter((name) => {
    const [fd = '', place = ''] = name.split(' ');
    // Beside what was given: what the interpreter made for itself.
    return (
      name !== '' && Number(fd) > 4 && !/^anon_inode:|^pipe:|^\/dev\/(null|urandom)/u.test(place)
    );
  });
  assert.deepEqual(passed, []);
}

async function hasNoPrivileges(sandbox: Sandbox): Promise<void> {
  const text = `import { readFileSync } from 'node:fs';
    export function run() { return readFileSync('/proc/self/status', 'utf8'); }`;
  const status = String(await outputOf(sandbox, text));
  assert.match(status, /^Uid:\t([1-9]\d*)\t\1\t\1\t\1$/mu);
  assert.match(status, /^Gid:\t([1-9]\d*)\t\1\t\1\t\1$/mu);
  for (const set of ['CapEff', 'CapPrm', 'CapInh', 'CapAmb']) {
    assert.match(status, new RegExp(`^${set}:\\t0+$`, 'mu'));
  }
  assert.match(status, /^NoNewPrivs:\t1$/mu);
}

async function capsOutput(sandbox: Sandbox): Promise<void> {
  const text = `import { writeSync } from 'node:fs';
    function print(fd, text) { for (let at = 0; at < text.length; ) at += writeSync(fd, text.slice(at)); }
    export function run() { print(1, 'o'.repeat(200_000)); print(2, 'e'.repeat(1_000)); return 1; }`;
  const { artifacts } = await withProgram(sandbox, text, async ({ call }) => {
    assert.equal(await call(), 1);
  });
  assert.equal(artifacts.stdout.match(/o/gu)?.length, 64 * 1024);
  assert.ok(artifacts.stdout.endsWith('\n[cut: 200000 bytes were printed]'));
  assert.equal(artifacts.stderr, 'e'.repeat(1_000));
}

async function endsFlood(sandbox: Sandbox): Promise<void> {
  const text = `import { writeSync } from 'node:fs';
    const line = 'x'.repeat(1e6);
    for (let i = 0; i < 100; i++) writeSync(i % 2 + 1, line);
    export function run() {}`;
  const beforeBytes = process.memoryUsage().rss;
  const { failure, artifacts } = await withProgram(sandbox, text);
  assert.equal(failure?.kind, 'output-limit');
  assert.ok(artifacts.stdout.length + artifacts.stderr.length < 140_000);
  assert.ok(process.memoryUsage().rss - beforeBytes < 100e6, 'what was printed was not kept');
}

/** Programs that take memory without end, each in another way. */
const EATERS: Readonly<Record<string, string>> = {
  'on the heap': 'const kept = []; for (;;) kept.push(new Array(10_000).fill(kept.length));',
  'outside of the heap': 'const kept = []; for (;;) kept.push(Buffer.alloc(1e6, 1));',
  'in shared memory': `const kept = [];
    for (;;) { const bytes = new Uint8Array(new SharedArrayBuffer(1e7)); bytes.fill(1); kept.push(bytes); }`,
  'in many processes': `import { spawn } from 'node:child_process';
    const eat = 'const kept = []; while (kept.length < 60) kept.push(Buffer.alloc(1e6, 1)); setInterval(() => 0, 1e6)';
    for (let i = 0; i < 8; i++) spawn(process.execPath, ['-e', eat], { stdio: 'ignore' });
    export function run() { return new Promise(() => setInterval(() => 0, 1e6)); }`,
};

async function endsEater(sandbox: Sandbox, text: string): Promise<void> {
  let mostMiB = 0;
  const { failure } = await withProgram(sandbox, text, async ({ session }) => {
    const watch = setInterval(() => {
      const usage = processTreeUsage(session.channel.hostPid ?? 0);
      mostMiB = Math.max(mostMiB, usage?.residentMiB ?? 0);
    }, 5);
    try {
      await until('it ended', hasEnded(session.ended));
    } finally {
      clearInterval(watch);
    }
  });
  // What the interpreter itself refuses is an error of the program.
  const refused = failure?.kind === 'crash' && failure.detail.startsWith('RangeError');
  assert.ok(failure?.kind === 'memory' || refused, JSON.stringify(failure));
  assert.ok(mostMiB < RESIDENT_MIB, `${mostMiB} MiB were resident`);
}

function hasEnded(ended: Promise<SessionEnd>): () => boolean {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  return () => over;
}

/** Starts daemons, each in a session of its own and with another parent than the program. */
function daemonsNamed(tag: string): string {
  return `import { spawn } from 'node:child_process';
    for (let i = 0; i < ${DAEMONS}; i++) {
      spawn('setsid', ['-f', 'sleep', '${tag}'], { stdio: 'ignore', detached: true }).unref();
    }
    export function run(code) { if (code !== null) process.exit(code); return 1; }`;
}

async function killsDaemons(sandbox: Sandbox): Promise<void> {
  const tag = freshTag();
  await withProgram(sandbox, daemonsNamed(tag), async ({ call, session }) => {
    assert.equal(await call(), 1);
    await until('the daemons run', () => countTagged(tag) === DAEMONS);
    session.kill();
    await session.ended;
    await until('no daemon is left', () => countTagged(tag) === 0);
  });
}

async function reapsDaemons(sandbox: Sandbox): Promise<void> {
  const tag = freshTag();
  await withProgram(sandbox, daemonsNamed(tag), async ({ call, session }) => {
    await until('the daemons run', () => countTagged(tag) === DAEMONS);
    await assert.rejects(call(4));
    const { failure } = await session.ended;
    assert.equal(failure?.kind, 'exit');
    await until('no daemon is left', () => countTagged(tag) === 0);
  });
}

async function killsForks(sandbox: Sandbox): Promise<void> {
  const tag = freshTag();
  const text = `import { spawnSync } from 'node:child_process';
    const script = 'i=0; while [ $i -lt ${FORKS} ]; do sleep ${tag} & i=$((i+1)); done; wait';
    export function run() { return spawnSync('sh', ['-c', script]).status; }`;
  await withProgram(sandbox, text, async ({ call, session }) => {
    void call().catch(() => undefined);
    await until('it forks, or was ended for it', () => countTagged(tag) > 50 || isGone(session));
    session.kill();
    await session.ended;
    await until('nothing is left', () => countTagged(tag) === 0);
  });
}

function isGone({ channel }: { readonly channel: { readonly hostPid?: number } }): boolean {
  return processTreeUsage(channel.hostPid ?? 0) === undefined;
}

async function answersLate(sandbox: Sandbox): Promise<void> {
  const nonce = 'late';
  const opened = await opening(sandbox, 'process.exit(5)', nonce);
  assert.ok('channel' in opened);
  await using session = opened;
  await session.ended;
  const { channel } = session;
  const talk = await ThreadedChannel.open({ channel, nonce, outputBytes: 1e3 });
  session.opened();
  assert.deepEqual(await talk.ready(10_000), { kind: 'gone', begun: true });
  await talk.close();
}

async function removesFifos(sandbox: Sandbox): Promise<void> {
  let folder = '';
  let before: string[] = [];
  await withProgram(sandbox, 'export function run() {}', async ({ session }) => {
    folder = dirname(session.channel.requestPath);
    before = readdirSync(folder);
  });
  assert.equal(readdirSync(folder).length, before.length - 2);
}

async function honoursSignal(sandbox: Sandbox): Promise<void> {
  const reason = new Error('enough');
  const program = { language: 'javascript', main: 'a.js', files: { 'a.js': '' } } as const;
  const job = { program, entry: 'run', kind: 'function', nonce: 'n' } as const;
  await assert.rejects(sandbox.open(job, LIMITS, AbortSignal.abort(reason)), reason);
}
