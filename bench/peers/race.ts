/** One run of one peer against the clock. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { processTreeUsage } from '../../dist/lib/node/process-tree-usage.js';
import { programText, replyText } from './eight.ts';
import { filesUnder } from './files-under.ts';
import { ScoresShape } from './job.ts';
import { commandOf, type Peer } from './peers.ts';
import { MODEL, startScriptedServer } from './server.ts';

/** How a run is set up. */
export interface RaceOptions {
  /** Programs that are asked for. */
  readonly trials: number;
  /** Programs at a time, where a peer can do more than one. */
  readonly atOnce: number;
  /** A run is ended after this. */
  readonly limitSeconds: number;
  /** Peers that can write all down after each trial do so, instead of as often as they do by themselves. */
  readonly everyTrial: boolean;
  readonly venvs: string;
}

/** What one run took. NaN where it did not get so far. */
export interface Pace {
  /** Calls of the model that were answered. */
  readonly asked: number;
  /** From the start of the process to the first score of any program, in seconds. */
  readonly firstSeconds: number;
  /** Calls a second from the first to the 300th, from the 50th to the 150th, and over the hundred up to the 1,000th. */
  readonly over300: number;
  readonly at100: number;
  readonly at1000: number;
  /** CPU time of all its processes, in milliseconds for a trial. */
  readonly cpuMs: number;
  /** What is on disk after it, beside the text of the programs, in bytes for a trial. */
  readonly diskBytes: number;
  /** Most resident memory of all its processes at a time, in MiB; what they share counts for each. */
  readonly peakMiB: number;
}

const HERE = dirname(fileURLToPath(import.meta.url));
const TASK = join(HERE, 'task/eight');
const CLI = join(HERE, '../../dist/cli/main.js');
const LOOK_MS = 100;

/** Runs it to its end, or to the limit. */
export async function race(peer: Peer, options: RaceOptions): Promise<Pace> {
  await using world = await startWorld(peer, options);
  const { child, folder } = world;
  let peakMiB = 0;
  const watch = setInterval(() => {
    peakMiB = Math.max(peakMiB, processTreeUsage(child.pid ?? 0)?.residentMiB ?? 0);
  }, LOOK_MS);
  const limit = setTimeout(() => child.kill('SIGKILL'), 1_000 * options.limitSeconds);
  if (child.exitCode === null) await once(child, 'exit');
  clearTimeout(limit);
  clearInterval(watch);
  const { askedAtMs } = world;
  const asked = askedAtMs.length;
  const cpuPath = join(folder, 'cpu');
  const cpuSeconds = existsSync(cpuPath) ? Number(readFileSync(cpuPath, 'utf8')) : Number.NaN;
  return {
    asked,
    firstSeconds: (scoresOf(peer, folder).firstMs - world.startMs) / 1_000,
    over300: rate(askedAtMs, 0, 299),
    at100: rate(askedAtMs, 49, 149),
    at1000: rate(askedAtMs, 899, 999),
    cpuMs: (1_000 * cpuSeconds) / asked,
    diskBytes: bytesBesidePrograms(folder, asked) / asked,
    peakMiB,
  };
}

/** Kills all of a run with -9 when it has asked so often. @returns Scored programs, and how many of them it still has. */
export async function killAt(
  peer: Peer,
  calls: number,
  options: RaceOptions,
): Promise<{ readonly scored: number; readonly kept: number }> {
  await using world = await startWorld(peer, { ...options, trials: 3 * calls });
  const { child, folder } = world;
  const endMs = Date.now() + 1_000 * options.limitSeconds;
  while (world.askedAtMs.length < calls && child.exitCode === null && Date.now() < endMs)
    await sleep(5);
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  const [file = '', ...args] = commandOf(peer, options.venvs, 'scores');
  const found = scoresOf(peer, folder).trials;
  // What a peer's evaluator has said the peer may not have heard yet; our own says what was written down.
  const scored = Math.max(0, isOurs(peer) ? found : found - options.atOnce);
  try {
    const text = execFileSync(file, [...args, folder], { encoding: 'utf8', stdio: 'pipe' });
    const trials = Object.keys(ScoresShape.parse(JSON.parse(text))).map(Number);
    // What a peer has thrown away by itself is not lost: all up to the last that is there counts as kept.
    const kept = isOurs(peer) ? trials.filter((n) => n > 0).length : Math.max(0, ...trials);
    return { scored, kept: Math.min(scored, kept) };
  } catch {
    // It has left nothing that could be read.
    return { scored, kept: 0 };
  }
}

interface World extends AsyncDisposable {
  readonly folder: string;
  readonly child: ChildProcess;
  /** Of the wall clock. */
  readonly startMs: number;
  /** When the model was asked, in milliseconds of `performance.now()`. */
  readonly askedAtMs: readonly number[];
}

async function startWorld(peer: Peer, options: RaceOptions): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'barbican-speed-'));
  for (const name of ['home', 'tmp']) mkdirSync(join(folder, name));
  const askedAtMs: number[] = [];
  const server = await startScriptedServer((n) => {
    askedAtMs.push(performance.now());
    return replyText(n + 1);
  });
  const url = `http://127.0.0.1:${server.port}/v1`;
  writeSettings(peer, folder, url, options);
  const command = isOurs(peer)
    ? ourCommand(peer, folder, url, options)
    : [...commandOf(peer, options.venvs, 'run'), folder];
  const startMs = Date.now();
  const [file = '', ...args] = alone(folder, command);
  const child = spawn(file, args, {
    cwd: folder,
    env: environment(folder),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return {
    folder,
    child,
    startMs,
    askedAtMs,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** Processes of its own, which all end with the first, even when that is killed. */
function alone(folder: string, command: readonly string[]): string[] {
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-current-user', '--keep-caps'];
  const processes = ['--pid', '--mount', '--fork', '--kill-child', '--mount-proc'];
  const quiet = ['sh', '-c', 'exec "$@" > printed.log 2>&1', 'sh'];
  const measured = ['python3', join(HERE, 'adapters/measured.py'), join(folder, 'cpu')];
  return ['unshare', ...user, ...processes, ...measured, ...quiet, ...command];
}

/** As a person starts it. A tenth of the budget is kept for the claim, which the peers do not make. */
function ourCommand(
  peer: Peer,
  folder: string,
  url: string,
  { trials, atOnce }: RaceOptions,
): string[] {
  const budget = `trials=${Math.ceil(trials / 0.9)}`;
  const model = `compatible/${MODEL},url=${url},price=0`;
  const place = ['run', join(TASK, 'barbican'), '--out', join(folder, 'out'), '--json'];
  const search = ['--budget', budget, '--model', model, '--classical', '0', '--rng-seed', '1'];
  const times = ['--concurrency', String(atOnce), '--proposals', String(atOnce)];
  return [process.execPath, CLI, ...place, ...search, ...times, '--tier', peer.variant];
}

function writeSettings(
  { variant }: Peer,
  folder: string,
  url: string,
  { trials, atOnce, everyTrial }: RaceOptions,
): void {
  const seedPath = join(folder, 'seed.py');
  writeFileSync(seedPath, programText(0));
  const settings = {
    server_url: url,
    model: MODEL,
    proposals: trials,
    at_once: atOnce,
    own_checkpoints: !everyTrial,
    eval_timeout_s: 30,
    seed_path: seedPath,
    evaluator_path: join(TASK, 'evaluator.py'),
    variant,
  };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
}

function environment(folder: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    OPENAI_API_KEY: 'sk-nothing',
    COMPATIBLE_API_KEY: 'sk-nothing',
    PEERS_SCORED_AT: join(folder, 'scored'),
    LANG: 'C.UTF-8',
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

/** What was scored first and when, and how many others: by the peers' evaluator, by our log, which comes later. */
function scoresOf(
  peer: Peer,
  folder: string,
): { readonly firstMs: number; readonly trials: number } {
  const path = join(folder, isOurs(peer) ? 'printed.log' : 'scored');
  // The last line is empty, or was being written.
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
  if (isOurs(peer)) {
    const first = lines.find((line) => line.startsWith('{"type":"reference.finished"'));
    const firstMs = Number(/"atMs":(\d+)\}$/u.exec(first ?? '')?.[1]);
    return {
      firstMs,
      trials: lines.filter((line) => line.startsWith('{"type":"trial.finished"')).length,
    };
  }
  const scored = lines.map((line) => line.split(' '));
  const trials = new Set(scored.map(([, trial]) => trial).filter((trial) => trial !== '0')).size;
  return { firstMs: 1_000 * Number(scored[0]?.[0]), trials };
}

function isOurs({ adapter }: Peer): boolean {
  return adapter === 'run-barbican.ts';
}

/** Calls a second from one call to another, counted from 0. */
function rate(atMs: readonly number[], from: number, to: number): number {
  const [begin = Number.NaN, end = Number.NaN] = [atMs[from], atMs[to]];
  return (1_000 * (to - from)) / (end - begin);
}

function bytesBesidePrograms(folder: string, asked: number): number {
  const left = filesUnder(join(folder, 'out')).reduce((sum, { bytes }) => sum + bytes, 0);
  const programs = Array.from({ length: asked }, (_, i) => programText(i + 1).length);
  return left - programs.reduce((sum, length) => sum + length, 0);
}
