/** Programs that run in a sandbox, and the ways in which a judge asks them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Channel } from '../../src/contracts/sandbox.ts';
import type { Program } from '../../src/domain/program.ts';
import type { MachineSandbox } from '../../src/sandboxes/sandbox.ts';
import { openProgramChannel } from '../../dist/evaluators/judge/program-channel.js';
import { systemClock } from '../../dist/lib/clock.js';
import { PYTHON_ENV, pythonsWith } from '../../dist/lib/node/pythons.js';
import { SocketChannel } from './socket-channel.ts';

/** Far above what a call takes on a busy machine: what hangs is not measured. */
const LIMIT_MS = 20_000;
const OUTPUT_BYTES = 2 ** 20;
const NONCE = '5ad9ea3c-7c55-4c95-8d5b-6b45c2a6ff3f';
const limits = {
  callMs: LIMIT_MS,
  workloadMs: 60_000,
  memoryMiB: 128,
  outputBytes: OUTPUT_BYTES,
};
const PYTHON_JUDGE = fileURLToPath(new URL('python_judge.py', import.meta.url));
const JUDGE_MODULES = fileURLToPath(new URL('../../dist/evaluators/judge-python', import.meta.url));

/** The programs: each names what leaves a cache. */
const PROGRAMS: Readonly<Record<'javascript' | 'python', Program>> = {
  javascript: {
    language: 'javascript',
    main: 'p.js',
    files: {
      'p.js':
        'export function f({ key, mustFree }) { return { evict: mustFree > 0 ? [key] : [] }; }\n',
    },
  },
  python: {
    language: 'python',
    main: 'p.py',
    files: {
      'p.py': "def f(seen): return {'evict': [seen['key']] if seen['mustFree'] > 0 else []}\n",
    },
  },
};

/** A program that runs, and how to ask it. */
export interface Link {
  /** Asks so many times, one after the other; how many milliseconds that took. */
  readonly ask: (inputs: readonly unknown[], times: number) => Promise<number>;
  /** The judge's process. */
  readonly judgePid: number;
  readonly hostPid: number;
  /** The core of both ends; any if undefined. */
  readonly core: number | undefined;
}

/** What a program is started with, and what is to be done at the end. */
export interface Place {
  readonly sandbox: MachineSandbox;
  readonly closing: (() => unknown)[];
  readonly language: 'javascript' | 'python';
  /** The core of both ends; any if absent. */
  readonly core?: number | undefined;
}

/** The judge in JavaScript over sockets: what was before. */
export async function throughSockets(place: Place): Promise<Link> {
  const { channel, hostPid } = await started(place);
  const open = new SocketChannel(channel, NONCE);
  place.closing.push(() => open.close());
  await open.ready(10_000);
  const ask = (inputs: readonly unknown[]): Promise<unknown> => open.exchange(inputs, LIMIT_MS);
  return { ask: timed(ask), judgePid: process.pid, hostPid, core: place.core };
}

/** The judge in JavaScript. */
export async function blocking(place: Place): Promise<Link> {
  const { channel, hostPid } = await started(place);
  const open = openProgramChannel({
    channel,
    nonce: NONCE,
    outputBytes: OUTPUT_BYTES,
    clock: systemClock,
  });
  place.closing.push(() => open.close());
  if (open.ready(10_000).kind !== 'reply') throw new Error('The program was not loaded');
  const ask = (inputs: readonly unknown[]): void => {
    const exchange = open.exchange(inputs, LIMIT_MS);
    if (exchange.kind !== 'reply') throw new Error(JSON.stringify(exchange));
  };
  return { ask: timed(ask), judgePid: process.pid, hostPid, core: place.core };
}

/** The judge in Python. */
export async function fromPython(place: Place): Promise<Link> {
  const [python] = (await pythonsWith([])).found;
  if (!python) throw new Error('This bench needs a Python');
  const { channel, hostPid } = await started(place);
  const judge = spawn(python.executable, ['-B', '-u', '-X', 'utf8', PYTHON_JUDGE], {
    env: PYTHON_ENV,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  place.closing.push(() => judge.kill());
  const lines = createInterface(judge.stdout);
  const tell = async (message: unknown): Promise<string> => {
    const line = once(lines, 'line');
    judge.stdin.write(`${JSON.stringify(message)}\n`);
    const [text]: unknown[] = await line;
    return String(text);
  };
  await tell({ module: JUDGE_MODULES, channel, nonce: NONCE, outputBytes: OUTPUT_BYTES });
  return {
    ask: async (inputs, times) => Number(await tell({ inputs, times })),
    judgePid: judge.pid ?? 0,
    hostPid,
    core: place.core,
  };
}

function timed(ask: (inputs: readonly unknown[]) => unknown): Link['ask'] {
  return async (inputs, times) => {
    const startMs = performance.now();
    for (let i = 0; i < times; i++) await ask(inputs);
    return performance.now() - startMs;
  };
}

async function started({
  sandbox,
  closing,
  language,
  core,
}: Place): Promise<{ channel: Channel; hostPid: number }> {
  const job = {
    program: PROGRAMS[language],
    entry: 'f',
    kind: 'function' as const,
    nonce: NONCE,
    ...(core === undefined ? {} : { core }),
  };
  const session = await sandbox.open(job, limits, new AbortController().signal);
  if (!('channel' in session)) throw new Error(session.detail);
  closing.push(() => session[Symbol.asyncDispose]());
  // This process is judge and engine at once: it must not block before the program has been handed over.
  await sleep(500);
  return { channel: session.channel, hostPid: session.channel.hostPid ?? 0 };
}
