import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { createRng, pick, type Rng } from '../../src/lib/rng.ts';
import {
  barbican,
  type Ended,
  objectsOf,
  type Running,
  startBarbican,
  temporaryFolder,
} from './barbican.ts';
import { descendantsOf, killNow, processesWith } from './processes.ts';
import { writeTinyProblem } from './tiny-problem.ts';

const KILLS = 50;
const KILLS_PER_SESSION = 12;
/** Of these, how many hit the engine; each of those costs a start of everything. */
const ENGINE_SHARE = 0.15;

const folder = temporaryFolder();
const problem = join(folder, 'p');
const out = join(folder, 'run');
const places = join(folder, 'tmp');
let engine: Running | undefined;
afterAll(() => {
  if (engine) killNow(engine.pid);
  rmSync(folder, { recursive: true, force: true });
});

/** Whom the next kill hits: the engine, or one of its children that judges or runs a program. */
function victimOf({ pid }: Running, rng: Rng): number | undefined {
  if (rng.next() < ENGINE_SHARE) return pid;
  const children = descendantsOf(pid).filter(({ command }) =>
    /judge-main|node-host/u.test(command),
  );
  return children.length === 0 ? undefined : pick(rng, children).pid;
}

/** Complete lines of what was printed; the last one may have been cut off. */
function finishedIn(stdout: string): Record<string, unknown>[] {
  const complete = stdout.slice(0, stdout.lastIndexOf('\n') + 1);
  return objectsOf(complete).filter(({ type }) => type === 'trial.finished');
}

/** What became of one engine while processes were killed. */
interface Session {
  readonly kills: number;
  readonly ended: Ended;
}

/** Starts an engine and kills processes until it is gone. */
async function session(rng: Rng, place: { env: Record<string, string>; begins: boolean }) {
  const exists = readdirSync(folder).includes('run');
  const args = exists
    ? ['resume', out, '--json']
    : ['run', problem, '--budget', '1h', '--out', out, '--rng-seed', '1', '--json'];
  const current = startBarbican(args, { env: place.env });
  engine = current;
  let over = false;
  const ended = current.ended.then((result) => {
    over = true;
    return result;
  });
  if (place.begins) await sleep(rng.next() * 1_500);
  else await current.saw('trial.finished').catch(() => undefined);
  let kills = 0;
  while (!over && kills < KILLS_PER_SESSION) {
    const victim = victimOf(current, rng);
    if (victim !== undefined) {
      killNow(victim);
      kills += 1;
    }
    await sleep(rng.next() * 250);
  }
  killNow(current.pid);
  return { kills, ended: await ended } satisfies Session;
}

/** Whether an engine was killed before it had begun: then there is nothing that could be lost. */
function wasNeverBegun({ code, stderr }: Ended): boolean {
  if (stderr.includes('before anything was logged')) return true;
  // Killed itself, or its judges were killed twice in one evaluation: the world failed, and it says so.
  expect([-1, 3], stderr).toContain(code);
  if (code === 3) expect(stderr).toMatch(/Twice a program could not be judged|judge went away/u);
  return false;
}

it(`run() and resume() lose nothing when ${KILLS} processes are killed at random times`, async () => {
  writeTinyProblem(problem);
  mkdirSync(places);
  chmodSync(folder, 0o755);
  const env = { TMPDIR: places };
  const rng = createRng('kills');
  const shown: Record<string, unknown>[] = [];
  // Every third engine is hit while it begins, else while it searches.
  for (let kills = 0, i = 1; kills < KILLS; i++) {
    const { kills: more, ended } = await session(rng, { env, begins: i % 3 === 0 });
    kills += more;
    if (wasNeverBegun(ended)) {
      expect(shown).toEqual([]);
      rmSync(out, { recursive: true });
    }
    shown.push(...finishedIn(ended.stdout));
  }

  const before = objectsOf((await barbican(['log', out, '--json'])).stdout);
  const asked = before.filter(({ type }) => type === 'trial.started').length;
  const last = await barbican(['resume', out, '--budget', `trials=${asked + 5}`, '--json'], {
    env,
  });
  expect({ code: last.code, stderr: last.stderr }).toEqual({ code: 0, stderr: '' });

  const logged = objectsOf((await barbican(['log', out, '--json'])).stdout);
  expect(logged.map(({ seq }) => seq)).toEqual(logged.map((_, i) => i + 1));
  const bySeq = new Map(logged.map((event) => [event['seq'], event]));
  for (const event of shown) expect(bySeq.get(event['seq'])).toEqual(event);
  for (const type of ['trial.started', 'trial.proposed', 'trial.finished']) {
    const ids = logged.filter((event) => event['type'] === type).map(({ trialId }) => trialId);
    expect(new Set(ids).size).toBe(ids.length);
  }
  const started = logged.filter(({ type }) => type === 'trial.started').length;
  const ends = logged.filter(({ type }) =>
    ['trial.finished', 'trial.rejected'].includes(String(type)),
  );
  expect(ends).toHaveLength(started);
  expect(logged.at(-1)).toMatchObject({ type: 'run.ended', why: 'budget' });
  expect(shown.length).toBeGreaterThan(0);

  expect(processesWith(places)).toEqual([]);
  expect(readdirSync(places)).toEqual([]);
}, 120_000);
