import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox, Session, SessionEnd } from '../contracts/sandbox.ts';
import type { Failure } from '../domain/evaluation.ts';
import type { Limits } from '../domain/problem.ts';
import type { Exchange } from '../evaluators/judge/programs.ts';
import { systemClock } from '../lib/clock.ts';
import { ThreadedChannel } from './threaded-channel.ts';

/** The limits of every program under test. */
export const LIMITS: Limits = {
  callMs: 10_000,
  workloadMs: 10_000,
  memoryMiB: 96,
  outputBytes: 1_000_000,
};
/** How long anything may take on a busy machine, in milliseconds. */
const PATIENCE_MS = 15_000;

/** A running program and a plain judge's end of its channel. */
export interface UnderTest {
  readonly session: Session;
  readonly ready: Exchange;
  /** Calls the program; its output. */
  call(input?: unknown): Promise<unknown>;
}

/** Opens a program in a sandbox, lets `act` work with it, and disposes it; how it ended. */
export async function withProgram(
  sandbox: Sandbox,
  text: string,
  act: (program: UnderTest) => Promise<void> = () => Promise.resolve(),
): Promise<SessionEnd> {
  const nonce = randomUUID();
  const opened = await opening(sandbox, text, nonce);
  assert.ok('channel' in opened, `It did not start: ${JSON.stringify(opened)}`);
  await using session = opened;
  const { outputBytes } = LIMITS;
  const { channel } = session;
  const talk = await ThreadedChannel.open({ channel, nonce, outputBytes });
  session.opened();
  try {
    const ready = await talk.ready(PATIENCE_MS);
    const call = async (input: unknown = null): Promise<unknown> => {
      const exchange = await talk.exchange([input], PATIENCE_MS);
      assert.equal(exchange.kind, 'reply', `It did not answer: ${JSON.stringify(exchange)}`);
      return exchange.kind === 'reply' ? exchange.outputs[0] : undefined;
    };
    await act({ session, ready, call });
  } finally {
    await talk.close();
  }
  return await session.ended;
}

/** What `sandbox` makes of a program. */
export function opening(
  sandbox: Sandbox,
  text: string,
  nonce: string = randomUUID(),
): Promise<Session | Failure> {
  const program = { language: 'javascript', main: 'program.js', files: { 'program.js': text } };
  const never = new AbortController().signal;
  return sandbox.open(
    { program: { ...program, language: 'javascript' }, entry: 'run', kind: 'function', nonce },
    LIMITS,
    never,
  );
}

/** The output of a program that is called once. */
export async function outputOf(sandbox: Sandbox, text: string, input?: unknown): Promise<unknown> {
  let output: unknown;
  await withProgram(sandbox, text, async ({ call }) => {
    output = await call(input);
  });
  return output;
}

/** A number that no other process has as an argument. */
export function freshTag(): string {
  return `${90_000 + Number.parseInt(randomUUID().slice(0, 6), 16)}`;
}

/** How many processes of this machine have `tag` as an argument. */
export function countTagged(tag: string): number {
  return readdirSync('/proc').filter((pid) => /^\d+$/u.test(pid) && argumentsOf(pid).includes(tag))
    .length;
}

function argumentsOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}

/** Waits until `holds`; fails if that takes too long. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const endMs = systemClock.monotonicMs() + PATIENCE_MS;
  while (!holds()) {
    assert.ok(systemClock.monotonicMs() < endMs, `Waited in vain until ${what}`);
    await sleep(20);
  }
}
