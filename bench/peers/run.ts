/**
 * The same faults and cheats against Barbican and its peers; `README.md` beside this file says what a cell means.
 *
 *   npx jiti bench/peers/run.ts [--peers a,b] [--faults x,y] [--json] [--at-once 1] [--venvs <folder>]
 *                               [--eval-seconds 15] [--limit-seconds 120] [--keep]
 *
 * Exit code 1 if anything came of a fault that a tier of Barbican claims to stop.
 */
import { cpus, loadavg, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { FAULT_NAMES, type FaultName, faultNamed } from './faults.ts';
import type { Job } from './job.ts';
import { commandOf, LEAKY, type Peer, PEERS, VENVS, versionOf, whyAbsent } from './peers.ts';
import { availableBytes } from './processes.ts';
import { runCell } from './run-cell.ts';
import { type Column, type Run, tableText } from './table.ts';
import { cellText, isClean, verdictOn } from './verdict.ts';

/** `memory` needs this much of the machine to be free. */
const FREE_FOR_MEMORY_BYTES = 12 * 2 ** 30;

const { values } = parseArgs({
  options: {
    peers: { type: 'string' },
    faults: { type: 'string' },
    json: { type: 'boolean', default: false },
    'at-once': { type: 'string', default: '1' },
    venvs: { type: 'string', default: VENVS },
    'eval-seconds': { type: 'string', default: '15' },
    'limit-seconds': { type: 'string', default: '120' },
    keep: { type: 'boolean', default: false },
  },
});
const faults = listFrom(values.faults, FAULT_NAMES).map((name) => faultNamed(name).name);
const columns: Column[] = [];
/** The turns of `memory`. */
const memory = oneAtATime();
const waiting = listFrom(
  values.peers,
  PEERS.map(({ name }) => name),
).map(peerNamed);
await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
columns.sort((a, b) => orderOf(a) - orderOf(b));
report();

/** Peers side by side, the faults of one in turn. */
async function work(): Promise<void> {
  for (let peer = waiting.shift(); peer; peer = waiting.shift()) columns.push(await columnOf(peer));
}

async function columnOf(peer: Peer): Promise<Column> {
  const absent = whyAbsent(peer, values.venvs);
  if (absent !== undefined) {
    note(`${peer.name}: skipped: ${absent}`);
    return { name: peer.name, version: '', skipped: absent, runs: {} };
  }
  const column = { name: peer.name, version: versionOf(peer, values.venvs), runs: {} };
  const control = await runOf(peer, 'none');
  if (!isClean(control.verdict)) {
    const skipped = `does not do without a fault either: ${cellText(control.verdict)}`;
    return { ...column, skipped, control };
  }
  const runs: Partial<Record<FaultName, Run>> = {};
  for (const fault of faults) {
    const run = await (fault === 'memory' ? runMemory(peer) : runOf(peer, fault));
    if (run) runs[fault] = run;
  }
  return { ...column, control, runs };
}

/** Only where the machine can bear it. */
function runMemory(peer: Peer): Promise<Run | undefined> {
  return memory(async () => {
    if (availableBytes() >= FREE_FOR_MEMORY_BYTES) return await runOf(peer, 'memory');
    note(`${peer.name}, memory: not run, as less than 12 GiB are free`);
    return undefined;
  });
}

function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function runOf(peer: Peer, fault: Job['fault']): Promise<Run> {
  const startMs = performance.now();
  const job: Job = {
    peer: peer.name,
    fault,
    run: [...commandOf(peer, values.venvs, 'run')],
    scores: [...commandOf(peer, values.venvs, 'scores')],
    variant: peer.variant,
    evalSeconds: Number(values['eval-seconds']),
    limitSeconds: Number(values['limit-seconds']),
  };
  const { seen, printed } = await runCell(job, values.keep);
  const verdict = verdictOn(fault, seen);
  const seconds = ((performance.now() - startMs) / 1_000).toFixed(0);
  const peak = (seen.peakBytes / 2 ** 20).toFixed(0);
  const rest = `asked ${seen.asked}, exit ${seen.exitCode}, score ${verdict.faultScore}, ${peak} MiB, ${seconds} s`;
  note(`${peer.name}, ${fault}: ${cellText(verdict)} (${rest})`);
  if (fault === 'none' && !isClean(verdict)) note(printed.slice(-4_000));
  return { seen, verdict };
}

function report(): void {
  const machine = `${process.platform} ${release()}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  const load = loadavg().map((one) => one.toFixed(1));
  const broken = columns.flatMap(brokenClaims);
  if (values.json) {
    const date = new Date().toISOString();
    console.log(JSON.stringify({ date, machine, load, columns, broken }, undefined, 2));
  } else {
    console.log(`${machine}, load at the end ${load.join(' ')}\n`);
    console.log(tableText(columns, faults));
    for (const { name, skipped } of columns) if (skipped) console.log(`\n${name}: ${skipped}`);
  }
  for (const line of broken) note(line);
  process.exitCode = broken.length === 0 ? 0 : 1;
}

/** Where something came of a fault that was claimed to be stopped, or where nothing could be shown. */
function brokenClaims({ name, control, skipped, runs }: Column): string[] {
  const { mustStop } = peerNamed(name);
  if (mustStop.length === 0) return [];
  if (control && skipped !== undefined) return [`BROKEN: ${name} ${skipped}`];
  return mustStop.flatMap((fault) => {
    const run = runs[fault];
    if (run === undefined || isClean(run.verdict)) return [];
    return [`BROKEN: ${name}, ${fault}: ${cellText(run.verdict)}`];
  });
}

function peerNamed(name: string): Peer {
  const known = [...PEERS, LEAKY];
  const peer = known.find((one) => one.name === name);
  if (peer) return peer;
  throw new RangeError(
    `Cannot find peer "${name}": known are ${known.map((one) => one.name).join(', ')}`,
  );
}

function orderOf({ name }: Column): number {
  return PEERS.findIndex((peer) => peer.name === name);
}

function listFrom(text: string | undefined, all: readonly string[]): readonly string[] {
  return text === undefined ? all : text.split(',');
}

/** What is said on the way. */
function note(line: string): void {
  console.error(line);
}
