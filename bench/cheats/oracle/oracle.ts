/**
 * What a program is truly worth, found without the judge: on inputs that the oracle draws itself, measured by code of
 * its own, over a channel of its own to the same sandbox.
 */
import { randomUUID } from 'node:crypto';
import type { Program, ProgramKind } from '../../../src/domain/program.ts';
import type { Sandbox } from '../../../src/contracts/sandbox.ts';
import type { TaskName } from '../instance.ts';
import { NoAnswerError, OracleChannel } from './channel.ts';
import { commit } from './commit.ts';
import { paging } from './paging.ts';
import { schedule } from './schedule.ts';

/** How one task's programs are measured. */
export interface Oracle<C> {
  readonly cases: readonly C[];
  /** What the program is called with; of a policy, what an instance is started with. */
  readonly inputs: (one: C) => readonly unknown[];
  /** What the outputs are worth, more is better; undefined if they do not count. */
  readonly worth: (one: C, outputs: readonly unknown[]) => number | undefined;
  /** Whether each case meets a process of its own. */
  readonly fresh?: boolean;
  /** Of a policy: goes through one case, and says what it was worth. */
  readonly converse?: (
    one: C,
    ask: (input: unknown) => Promise<unknown>,
  ) => Promise<number | undefined>;
}

const ENTRIES: Readonly<Record<string, { entry: string; kind: ProgramKind }>> = {
  schedule: { entry: 'place', kind: 'function' },
  commit: { entry: 'plan', kind: 'function' },
  paging: { entry: 'start', kind: 'policy' },
};
const LIMITS = { callMs: 20_000, workloadMs: 60_000, memoryMiB: 128, outputBytes: 1_000_000 };
const never = new AbortController().signal;

/** The mean worth of a program's outputs over the oracle's cases; undefined if one of them does not count. */
export async function worthOf(
  sandbox: Sandbox,
  task: Exclude<TaskName, 'ranks' | 'steps'>,
  program: Program,
): Promise<number | undefined> {
  if (task === 'schedule') return meanWorth(sandbox, schedule, { task, program });
  if (task === 'commit') return meanWorth(sandbox, commit, { task, program });
  return meanWorth(sandbox, paging, { task, program });
}

interface Job {
  readonly task: TaskName;
  readonly program: Program;
}

async function meanWorth<C>(
  sandbox: Sandbox,
  oracle: Oracle<C>,
  job: Job,
): Promise<number | undefined> {
  const worths: (number | undefined)[] = [];
  try {
    const groups = oracle.fresh ? oracle.cases.map((one) => [one]) : [oracle.cases];
    for (const group of groups) worths.push(...(await inOneProcess(sandbox, oracle, job, group)));
  } catch (error) {
    if (error instanceof NoAnswerError) return undefined;
    throw error;
  }
  return worths.includes(undefined)
    ? undefined
    : worths.reduce<number>((sum, worth) => sum + (worth ?? 0), 0) / worths.length;
}

async function inOneProcess<C>(
  sandbox: Sandbox,
  oracle: Oracle<C>,
  { task, program }: Job,
  cases: readonly C[],
): Promise<(number | undefined)[]> {
  const nonce = randomUUID();
  const { entry, kind } = ENTRIES[task] ?? { entry: '', kind: 'function' };
  const session = await sandbox.open({ program, entry, kind, nonce }, LIMITS, never);
  if (!('channel' in session)) throw new NoAnswerError(session.detail);
  const channel = new OracleChannel(session.channel, nonce);
  session.opened();
  const ask = (input: unknown): Promise<unknown> => channel.ask(input, LIMITS.callMs);
  try {
    await channel.ready(20_000);
    const worths: (number | undefined)[] = [];
    for (const one of cases) {
      const outputs: unknown[] = [];
      for (const input of oracle.inputs(one)) outputs.push(await ask(input));
      worths.push(oracle.converse ? await oracle.converse(one, ask) : oracle.worth(one, outputs));
    }
    return worths;
  } finally {
    channel.close();
    await session[Symbol.asyncDispose]();
  }
}
