/**
 * What a fresh sandboxed process for every program costs, against an empty CommonJS file in the same sandbox.
 *
 *   npx jiti bench/fresh-process.ts [--rounds 150] [--tier auto]
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { parseArgs, promisify } from 'node:util';
import { chooseTier } from '../dist/sandboxes/choose-tier.js';
import { nodeHost } from '../dist/sandboxes/hosts/node.js';
import { probeOptions } from '../dist/sandboxes/probe-options.js';
import { openMachineSandbox } from '../dist/sandboxes/sandbox.js';
import { createWorkplace } from '../dist/sandboxes/workplace.js';
import { SocketChannel } from './channel/socket-channel.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '150' },
    tier: { type: 'string', default: 'auto' },
  },
});
const rounds = Number(values.rounds);
const tier = values.tier === 'process' || values.tier === 'namespace' ? values.tier : 'auto';
const limits = { callMs: 1000, workloadMs: 1000, memoryMiB: 128, outputBytes: 1024 };
const program = {
  language: 'typescript',
  main: 'p.ts',
  files: { 'p.ts': 'export function f(x: number): number {\n  return x;\n}\n' },
} as const;
const never = new AbortController().signal;

using workplace = createWorkplace();
using sandbox = await openMachineSandbox(tier);
const folder = mkdtempSync(join(tmpdir(), 'barbican-bench-'));
const empty = join(folder, 'empty.cjs');
writeFileSync(empty, '');
const host = nodeHost();
const driver = await chooseTier(sandbox.tier, probeOptions(workplace, host));
const { argv, env } = driver.command(host, {
  hostFile: workplace.share(empty),
  limits,
  marker: 'bench',
});

const ours: number[] = [];
const bare: number[] = [];
for (let round = -2; round < rounds / 10; round++) {
  const [empty10, ours10] = [await msEach(startEmpty), await msEach(answerOnce)];
  // The first rounds warm up.
  if (round < 0) continue;
  bare.push(empty10);
  ours.push(ours10);
}
rmSync(folder, { recursive: true, force: true });
const [a, b] = [median(bare), median(ours)];
console.log(
  `tier ${sandbox.tier}, two at a time, medians of ${bare.length} interleaved rounds of 10`,
);
console.log(
  `empty CommonJS file in the same sandbox: ${a.toFixed(1)} ms each, ${(1000 / a).toFixed(0)}/s`,
);
console.log(
  `a program, compiled, loaded, one call answered, gone: ${b.toFixed(1)} ms each, ${(1000 / b).toFixed(0)}/s`,
);
console.log(`ratio ${(b / a).toFixed(2)} (target <= 1.3)`);

/** Milliseconds for each of ten, two at a time. */
async function msEach(work: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  const worker = async (): Promise<void> => {
    for (let i = 0; i < 5; i++) await work();
  };
  await Promise.all([worker(), worker()]);
  return (performance.now() - startMs) / 10;
}

async function startEmpty(): Promise<void> {
  const [file, ...args] = argv;
  await promisify(execFile)(file, args, { env, cwd: '/' });
}

async function answerOnce(): Promise<void> {
  const nonce = 'n';
  const session = await sandbox.open(
    { program, entry: 'f', kind: 'function', nonce },
    limits,
    never,
  );
  if (!('channel' in session)) throw new Error(session.detail);
  // The asynchronous channel: this process is engine and judge at once, so it must not block.
  const channel = new SocketChannel(session.channel, nonce);
  session.opened();
  await channel.ready(10_000);
  await channel.exchange([1], 1000);
  channel.close();
  session.kill();
  await session.ended;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((x, y) => x - y)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
