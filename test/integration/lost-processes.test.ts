import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startJudge } from '../../dist/compose/start-judge.js';
import { openMachineSandbox, tiersHere } from '../../dist/sandboxes/sandbox.js';
import { processTreeUsage } from '../../src/lib/node/process-tree-usage.ts';
import { ROOT } from '../e2e/barbican.ts';
import { descendantsOf, killNow, processesWith } from '../e2e/processes.ts';
import { evaluating, temporaryPlace } from './judge/evaluating.ts';
import { policyFolder } from './judge/policy-folder.ts';
import { problemFolder } from './judge/problem-folder.ts';

/** Sorts, in a sixth of a second a call, so that there is time to kill something. */
const SLOW = `export function sort(numbers) {
  const end = performance.now() + 170;
  while (performance.now() < end);
  return numbers.toSorted((a, b) => a - b);
}`;
const HONEST = 'honest';

function killSoon(pid: number): void {
  setTimeout(() => killNow(pid), 150);
}

/** Stops all processes of a program while it works, as a machine does that has something else to do. */
function haltSoon(root: number): void {
  setTimeout(() => {
    for (const pid of treeOf(root)) process.kill(pid, 'SIGSTOP');
  }, 150);
}

/** Sleeps without an end, in a call and in an observation. */
const SLEEP = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)';
const HALTS = `export function sort() { ${SLEEP}; }`;
const HALTING_POLICY = `export function start() { return () => { ${SLEEP}; }; }`;

/** How many processes were started for a program until its evaluation failed for being late. */
async function startsUntilLate(problemPath: string, text: string): Promise<number> {
  let sessions = 0;
  await using world = await evaluating(problemPath, { onSession: () => (sessions += 1) });
  const { evaluation } = await world.judge(text);
  expect(evaluation).toMatchObject({ status: 'failed', failure: { kind: 'timeout' } });
  return sessions;
}

/** The descendants of a process, itself last. */
function treeOf(pid: number): number[] {
  return [...descendantsOf(pid).map((child) => child.pid), pid];
}

/** Kills the process that `victim` chooses when the program is at work, not before it has begun. */
async function killWhenBusy(root: number, victim: (tree: number[]) => number | undefined) {
  await until(() => (processTreeUsage(root)?.cpuMs ?? Infinity) > 250);
  const pid = victim(treeOf(root));
  if (pid !== undefined) killNow(pid);
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 500) throw new Error('Waited in vain');
    await sleep(20);
  }
}

describe('evaluate() when a process is lost', () => {
  it('evaluate() repeats with a new judge when the judge is killed', async () => {
    using folder = problemFolder();
    const judges: number[] = [];
    await using world = await evaluating(folder.path, {
      onJudge: (pid) => {
        if (judges.push(pid) === 1) killSoon(pid);
      },
    });
    expect((await world.judge(SLOW)).evaluation.status).toBe('valid');
    expect(judges).toHaveLength(2);
  });

  it('evaluate() rejects when the judge is killed twice, and works with a third', async () => {
    using folder = problemFolder();
    let judges = 0;
    await using world = await evaluating(folder.path, {
      onJudge: (pid) => {
        if (judges++ < 2) killSoon(pid);
      },
    });
    await expect(world.judge(SLOW)).rejects.toMatchObject({
      code: 'BARBICAN_INFRA',
      message: expect.stringMatching(/twice.*judge went away: SIGKILL/iu),
    });
    expect((await world.judge(HONEST)).evaluation.status).toBe('valid');
  });

  for (const [what, victim] of [
    ['sandbox', (tree: number[]) => tree.at(-1)],
    ['program', (tree: number[]) => tree.at(-2) ?? tree.at(-1)],
  ] as const) {
    it(`evaluate() repeats when somebody kills the ${what}`, async () => {
      using folder = problemFolder();
      let sessions = 0;
      await using world = await evaluating(folder.path, {
        onSession: ({ channel: { hostPid = 0 } }) => {
          if (sessions++ === 0) void killWhenBusy(hostPid, victim);
        },
      });
      expect((await world.judge(SLOW)).evaluation.status).toBe('valid');
      expect(sessions).toBe(2);
    });
  }

  it('evaluate() fails the program when it is killed again', async () => {
    using folder = problemFolder();
    let sessions = 0;
    await using world = await evaluating(folder.path, {
      onSession: ({ channel: { hostPid = 0 } }) => {
        sessions += 1;
        void killWhenBusy(hostPid, (tree) => tree.at(-1));
      },
    });
    const { evaluation } = await world.judge(SLOW);
    expect(evaluation).toMatchObject({ status: 'failed', failure: { kind: 'crash' } });
    expect(sessions).toBe(2);
  });

  it('evaluate() repeats when the machine does not let the program work until it is late', async () => {
    using folder = problemFolder();
    let sessions = 0;
    await using world = await evaluating(folder.path, {
      onSession: ({ channel: { hostPid = 0 } }) => {
        if (sessions++ === 0) haltSoon(hostPid);
      },
    });
    expect((await world.judge(SLOW)).evaluation.status).toBe('valid');
    expect(sessions).toBe(2);
  });

  it('evaluate() fails a policy and a function that are late again', async () => {
    for (const [folderOf, text, processes] of [
      [() => problemFolder(), HALTS, 1],
      [() => policyFolder({ 'callMs: 2_000': 'callMs: 500' }), HALTING_POLICY, 3],
    ] as const) {
      using folder = folderOf();
      expect(await startsUntilLate(folder.path, text)).toBe(2 * processes);
    }
  });

  it('evaluate() rejects and blames no program when the sandbox cannot start one', async () => {
    using place = temporaryPlace();
    using folder = problemFolder();
    await using world = await evaluating(folder.path);
    for (const name of readdirSync(place.path).filter((entry) => entry.startsWith('barbican-run-')))
      rmSync(join(place.path, name, 'node-host.cjs'), { force: true });
    await expect(world.judge(HONEST)).rejects.toMatchObject({
      code: 'BARBICAN_INFRA',
      message: expect.stringContaining('node-host.cjs'),
    });
  });

  it('evaluate() rejects when its temporary folder is gone', async () => {
    using place = temporaryPlace();
    using folder = problemFolder();
    await using world = await evaluating(folder.path);
    for (const name of readdirSync(place.path).filter((entry) => entry.startsWith('barbican-run-')))
      rmSync(join(place.path, name), { recursive: true });
    await expect(world.judge(HONEST)).rejects.toMatchObject({ code: 'BARBICAN_INFRA' });
  });

  it('evaluate() goes on when the compiler of programs is killed', async () => {
    using folder = problemFolder();
    await using world = await evaluating(folder.path);
    const services = treeOf(process.pid).filter((pid) =>
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--service='),
    );
    expect(services.length).toBeGreaterThan(0);
    for (const pid of services) process.kill(pid, 'SIGKILL');
    const both = await Promise.all([world.judge(HONEST), world.judge(HONEST)]);
    expect(both.map(({ evaluation }) => evaluation.status)).toEqual(['valid', 'valid']);
  });
});

describe('a problem whose code does not end', () => {
  const hangs = { problemCodeMs: 2_000 };
  const short = { 'workloadMs: 2_000': 'workloadMs: 600' };

  it('startJudge() names the file when it hangs while it is loaded', async () => {
    using folder = problemFolder({ 'export default': 'for (;;);\nexport default' });
    const started = startJudge({ problemPath: folder.path, secret: '0'.repeat(32), ...hangs });
    await expect(started).rejects.toMatchObject({
      code: 'BARBICAN_CONFIG',
      message: expect.stringContaining(`${folder.path}: did not end within`),
    });
  });

  it('evaluate() names generate when it hangs', async () => {
    using folder = problemFolder({
      'const numbers =': 'if (globalThis.reached++ > 9) for (;;);\n      const numbers =',
      'export default': 'globalThis.reached = 0;\nexport default',
      ...short,
    });
    await using world = await evaluating(folder.path, hangs);
    await world.judge(HONEST);
    const late = world.judge(HONEST, 'holdout');
    await expect(late).rejects.toMatchObject({
      code: 'BARBICAN_CONFIG',
      message: expect.stringMatching(/workloads\.generate: did not end within .* in the regime/u),
    });
  });

  it('evaluate() fails the program when measure hangs on its output', async () => {
    using folder = problemFolder({
      'output.length === workload.length': '{ while (output.length === 0); return true; }',
      ...short,
    });
    await using world = await evaluating(folder.path, hangs);
    const { evaluation } = await world.judge('export function sort() { return []; }');
    expect(evaluation).toMatchObject({
      status: 'failed',
      failure: { kind: 'bad-output', detail: expect.stringContaining('measure'), regime: 'few' },
    });
    expect((await world.judge(HONEST)).evaluation.status).toBe('valid');
  });
});

const tiers = (await tiersHere()).flatMap(({ tier, driver }) => (driver ? [tier] : []));

describe('what a killed engine leaves', () => {
  const HANGING = `
    import { startJudge } from '${ROOT}/dist/compose/start-judge.js';
    import { openMachineSandbox, tiersHere } from '${ROOT}/dist/sandboxes/sandbox.js';
    const sandbox = await openMachineSandbox(process.argv[3]);
    const files = { 'p.js': "require('child_process').spawn('setsid', ['-f', 'sleep', '8888'], { stdio: 'ignore' }); for (;;);" };
    const program = { language: 'javascript', main: 'p.js', files };
    const limits = { callMs: 1e6, workloadMs: 1e6, memoryMiB: 64, outputBytes: 1e3 };
    const session = await sandbox.open({ program, entry: 'f', kind: 'function', nonce: 'n' }, limits, new AbortController().signal);
    const judge = await startJudge({ problemPath: process.argv[2], secret: '0'.repeat(32) });
    void judge.survey(1e9);
    setTimeout(() => console.log(JSON.stringify([judge.pid, session.channel.hostPid])), 300);
    setInterval(() => 0, 1e6);`;

  it.each(tiers)(
    'startJudge() and open() leave nothing that runs when the engine is killed (%s)',
    async (tier) => {
      using place = temporaryPlace();
      using folder = problemFolder();
      const script = join(place.path, 'engine.mjs');
      writeFileSync(script, HANGING);
      const engine = spawn(process.execPath, [script, folder.path, tier], {
        stdio: ['ignore', 'pipe', 2],
      });
      const [line] = await new Promise<Buffer[]>((resolve) =>
        engine.stdout?.once('data', (chunk: Buffer) => resolve([chunk])),
      );
      const pids: unknown = JSON.parse(String(line));
      if (!Array.isArray(pids)) throw new TypeError('No process ids');
      for (const pid of pids) expect(existsSync(`/proc/${String(pid)}`)).toBe(true);
      const left = (): string[] =>
        readdirSync(place.path).filter((name) => name.startsWith('barbican-run-'));
      const [name = ''] = left();
      const groups = join(place.path, name, 'control-groups');
      const made = existsSync(groups) ? readFileSync(groups, 'utf8').trim().split('\n') : [];
      // Afterwards any other engine of this user may sweep them.
      for (const group of made) expect(existsSync(group)).toBe(true);
      engine.kill('SIGKILL');
      await until(() => pids.every((pid) => !existsSync(`/proc/${String(pid)}`)));

      expect(left()).toHaveLength(1);
      // The next one sweeps up, and leaves alone what belongs to a living process.
      using own = await openMachineSandbox(tier);
      using other = await openMachineSandbox(tier);
      expect([own.tier, other.tier]).toEqual([tier, tier]);
      expect(left()).toHaveLength(2);
      expect(processesWith('sleep 8888')).toEqual([]);
      expect(made.filter((group) => existsSync(group))).toEqual([]);
    },
  );
});
