/**
 * What each tier costs at a start: a cold start of the interpreter in it, as a ratio to the same start without it.
 *
 *   npx jiti bench/tiers.ts [--rounds 20]
 */
import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { parseArgs, promisify } from 'node:util';
import { SessionGroups } from '../dist/sandboxes/control-groups/session-groups.js';
import { nodeHost } from '../dist/sandboxes/hosts/node.js';
import { pythonHosts } from '../dist/sandboxes/hosts/python.js';
import { probeOptions } from '../dist/sandboxes/probe-options.js';
import { tiersHere } from '../dist/sandboxes/sandbox.js';
import { chooseTier } from '../dist/sandboxes/choose-tier.js';
import { createWorkplace } from '../dist/sandboxes/workplace.js';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
const rounds = Number(values.rounds);
const PER_ROUND = 5;
const limits = { callMs: 1000, workloadMs: 1000, memoryMiB: 128, outputBytes: 1024 };

using workplace = createWorkplace();
const tiers = (await tiersHere()).flatMap(({ tier, driver }) => (driver ? [tier] : []));
const node = nodeHost();
const pythons = await pythonHosts([]);
const load = loadavg()[0] ?? Number.NaN;
console.log(
  `load ${load.toFixed(1)} on start; medians of ${rounds} interleaved rounds of ${PER_ROUND}`,
);

// Each as it starts programs, with an empty one.
for (const hosts of [[{ ...node, probeArgs: ['-e', '0'] }], pythons]) {
  const { host, drivers } = await usable(hosts);
  const what = `${host.interpreterPath} ${host.probeArgs.join(' ')}`.trim();
  const starts: Record<string, () => Promise<unknown>> = {
    plain: () => run([host.interpreterPath, ...host.probeArgs], host.env),
  };
  for (const [tier, driver] of drivers) {
    const { argv, env } = driver.command(
      { ...host, args: () => host.probeArgs },
      { hostFile: workplace.share(host.hostFile), limits, marker: 'bench' },
    );
    starts[tier] = () => run(argv, env);
  }
  const times = await measured(starts);
  const plain = median(times['plain'] ?? []);
  console.log(`\n${what}`);
  for (const [name, found] of Object.entries(times)) {
    const ms = median(found);
    console.log(
      `  ${name.padEnd(12)} ${ms.toFixed(1).padStart(7)} ms  ${(ms / plain).toFixed(2)} x`,
    );
  }
}

/** A group is taken and given back, and a process that exists is moved into it. */
const groups = new SessionGroups('namespace', workplace);
if (groups.version === undefined) console.log('\nno control groups here');
else {
  const child = execFile('sleep', ['60']);
  const found = await measured({
    group: async () => {
      const group = groups.take(128);
      await group.add(child.pid ?? 0);
    },
  });
  child.kill('SIGKILL');
  console.log(
    `\ncontrol group, version ${groups.version}: ${median(found['group'] ?? []).toFixed(2)} ms`,
  );
}
groups[Symbol.dispose]();

/** The first host that every tier can start. */
async function usable(hosts: readonly (typeof node)[]) {
  for (const host of hosts) {
    const drivers = new Map<string, Awaited<ReturnType<typeof chooseTier>>>();
    for (const tier of tiers) {
      const driver = await chooseTier(tier, probeOptions(workplace, host)).catch(() => undefined);
      if (driver) drivers.set(tier, driver);
    }
    if (drivers.size === tiers.length) return { host, drivers };
  }
  throw new Error('No interpreter starts in every tier');
}

async function measured(
  starts: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = {};
  for (let round = -1; round < rounds; round++) {
    for (const [name, start] of Object.entries(starts)) {
      const startMs = performance.now();
      for (let i = 0; i < PER_ROUND; i++) await start();
      // The first round warms up.
      if (round >= 0) (times[name] ??= []).push((performance.now() - startMs) / PER_ROUND);
    }
  }
  return times;
}

function run(argv: readonly string[], env: Readonly<Record<string, string>>): Promise<unknown> {
  const [file = '', ...args] = argv;
  return promisify(execFile)(file, args, { env, cwd: '/' });
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((x, y) => x - y)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
