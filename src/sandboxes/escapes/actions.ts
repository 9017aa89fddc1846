import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox, SessionEnd } from '../../contracts/sandbox.ts';
import type { Language } from '../../domain/program.ts';
import type { WallClaim } from '../../domain/wall.ts';
import { systemClock } from '../../lib/clock.ts';
import { type ProcessTreeUsage, processTreeUsage } from '../../lib/node/process-tree-usage.ts';
import { type Escape, ESCAPE_LIMITS, opened } from './escape.ts';
import { ACTION_PROGRAMS, DAEMONS } from './action-programs.ts';

/** Something that a program does, looked at from outside. */
export interface Action {
  readonly claim: WallClaim;
  readonly attempt: string;
  /** Does it; whether the wall held, and what was seen. */
  run(sandbox: Sandbox, language: Language): Promise<Pick<Escape, 'held' | 'said'>>;
}

/** How long anything outside may take to be seen, in milliseconds. */
const PATIENCE_MS = 30_000;
const LOOK_MS = 5;
/** CPU time that the children of a program use together, in milliseconds. */
const BURNT_MS = 600;
/** The share of it that must be seen: the kernel counts the time of dead processes in ticks. */
const SEEN = 0.9;
/**
 * Of memory that the limit and an interpreter with its sandbox allow, how many times may be resident: the watch looks 20
 * times a second; the kernel, where it bounds a session, at every page. The watch counts pages that processes share for
 * each of them, the kernel once: there it is what each has alone that is looked at.
 */
const MOST_TIMES = { watched: 3, bounded: 2 } as const;
const SEEN_AS = { watched: 'residentMiB', bounded: 'anonymousMiB' } as const;
const INTERPRETER_MIB = 112;

/** What programs do, each looked at from outside. */
export const ACTIONS: readonly Action[] = [
  {
    claim: 'daemons',
    attempt: `leave ${DAEMONS} daemons that know nothing of their session, and end`,
    run: (sandbox, language) => leavesDaemons(sandbox, language, 'ends'),
  },
  {
    claim: 'daemons',
    attempt: `leave ${DAEMONS} daemons that know nothing of their session, and be killed`,
    run: (sandbox, language) => leavesDaemons(sandbox, language, 'stays'),
  },
  {
    claim: 'memory',
    attempt: 'take memory without end, in daemons',
    run: (sandbox, language) => eats(sandbox, language, 'watched'),
  },
  {
    claim: 'kernel',
    attempt: 'take memory faster than anybody looks',
    run: (sandbox, language) => eats(sandbox, language, 'bounded'),
  },
  { claim: 'count', attempt: 'start processes without end', run: forks },
  { claim: 'cpu', attempt: 'let children and daemons use the CPU', run: burns },
  { claim: 'leftovers', attempt: 'leave files and shared memory for the next', run: leaves },
];

async function leavesDaemons(
  sandbox: Sandbox,
  language: Language,
  how: 'ends' | 'stays',
): Promise<Pick<Escape, 'held' | 'said'>> {
  const tag = freshTag();
  await using session = await opened(
    sandbox,
    language,
    ACTION_PROGRAMS.daemons(language, tag, how),
  );
  const seen = await most(
    () => countTagged(tag),
    (count) => count >= DAEMONS,
    session.ended,
  );
  session.kill();
  await session.ended;
  const left = await least(() => countTagged(tag));
  const ran = seen > 0 || how === 'ends';
  return { held: left === 0 && ran, said: `${left} of ${DAEMONS} survived` };
}

async function eats(
  sandbox: Sandbox,
  language: Language,
  how: keyof typeof MOST_TIMES,
): Promise<Pick<Escape, 'held' | 'said'>> {
  await using session = await opened(sandbox, language, ACTION_PROGRAMS.eats(language));
  const { hostPid } = session.channel;
  let mostMiB = 0;
  const timer = setInterval(() => {
    mostMiB = Math.max(mostMiB, usageOf(hostPid)?.[SEEN_AS[how]] ?? 0);
  }, LOOK_MS);
  const { failure } = await endOf(session.ended, () => session.kill());
  clearInterval(timer);
  const limitMiB = MOST_TIMES[how] * (ESCAPE_LIMITS.memoryMiB + INTERPRETER_MIB);
  const said = `${failure?.kind ?? 'no failure'}, ${Math.round(mostMiB)} MiB at most`;
  return { held: failure?.kind === 'memory' && mostMiB < limitMiB, said };
}

async function forks(sandbox: Sandbox, language: Language): Promise<Pick<Escape, 'held' | 'said'>> {
  const tag = freshTag();
  await using session = await opened(sandbox, language, ACTION_PROGRAMS.forks(language, tag));
  const { failure } = await endOf(session.ended, () => session.kill());
  const left = await least(() => countTagged(tag));
  const ended = failure?.kind === 'processes' || failure?.kind === 'memory';
  const said = `${failure?.kind ?? 'no failure'}: ${failure?.detail ?? ''}; ${left} left`;
  return { held: ended && left === 0, said };
}

async function burns(sandbox: Sandbox, language: Language): Promise<Pick<Escape, 'held' | 'said'>> {
  const program = ACTION_PROGRAMS.burns(language, BURNT_MS);
  await using session = await opened(sandbox, language, program);
  const cpuMs = await most(
    () => usageOf(session.channel.hostPid)?.cpuMs ?? 0,
    (ms) => ms >= SEEN * BURNT_MS,
    session.ended,
  );
  return {
    held: cpuMs >= SEEN * BURNT_MS,
    said: `${Math.round(cpuMs)} of ${BURNT_MS} ms were seen`,
  };
}

async function leaves(
  sandbox: Sandbox,
  language: Language,
): Promise<Pick<Escape, 'held' | 'said'>> {
  const tag = freshTag();
  const found: string[] = [];
  for (let turn = 0; turn < 2; turn++) {
    const program = ACTION_PROGRAMS.leaves(language, tag);
    await using session = await opened(sandbox, language, program);
    found.push((await session.ended).artifacts.stdout.trim());
  }
  return { held: found[0] === found[1], said: `the next found: ${found[1] ?? ''}` };
}

function usageOf(pid: number | undefined): ProcessTreeUsage | undefined {
  return pid === undefined ? undefined : processTreeUsage(pid);
}

/** The largest of what is counted until it is enough, or it has ended, or patience has. */
async function most(
  count: () => number,
  isEnough: (count: number) => boolean,
  ended: Promise<unknown>,
): Promise<number> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const endMs = systemClock.monotonicMs() + PATIENCE_MS;
  let found = 0;
  while (!isEnough(found) && !over && systemClock.monotonicMs() < endMs) {
    found = Math.max(found, count());
    await sleep(LOOK_MS);
  }
  return found;
}

/** What is left of what is counted: what dies is seen a moment longer. */
async function least(count: () => number): Promise<number> {
  for (let look = 0; look < 20; look++) {
    if (count() === 0) return 0;
    await sleep(10 * LOOK_MS);
  }
  return count();
}

async function endOf(ended: Promise<SessionEnd>, kill: () => void): Promise<SessionEnd> {
  const timer = setTimeout(kill, PATIENCE_MS);
  try {
    return await ended;
  } finally {
    clearTimeout(timer);
  }
}

/** A number that no other process has as an argument. */
function freshTag(): string {
  return String(randomInt(1e8, 1e9));
}

/** How many living processes of this machine have `tag` as an argument. */
function countTagged(tag: string): number {
  return readdirSync('/proc').filter((pid) => /^\d+$/u.test(pid) && hasArgument(pid, tag)).length;
}

function hasArgument(pid: string, tag: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(tag);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
