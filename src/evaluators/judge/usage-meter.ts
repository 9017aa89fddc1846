import { InfraError } from '../../domain/errors.ts';
import type { CountedUsage, Usage } from '../../domain/language/define-problem.ts';
import { processTreeCpuMs, processTreeUsage } from '../../lib/node/process-tree-usage.ts';
import type { Load, StepUse } from './programs.ts';

/**
 * What a program may take to be loaded before it counts, in milliseconds of CPU time and of wall time each: imports and
 * compilation are not what is measured. What it takes beyond counts in its first workload, so that no program does there
 * what it is asked for later.
 */
const FREE_LOAD_MS = 20;

/** Measures what a program uses, workload by workload. */
export interface UsageMeter {
  /** A workload begins. */
  begin(): void;
  /** A process of the program, new in this workload, was loaded. */
  join(load: Load): void;
  /** A frame with `calls` calls took `us` microseconds by the judge's clock. */
  add(us: number, calls: number): void;
  /** Something that is no call took `us` microseconds: the start of an instance. */
  addStart(us: number): void;
  /** A step of a command has ended. */
  addStep(step: string, used: StepUse): void;
  /** Use since `begin`. */
  usage(): Usage;
}

/** After so many workloads on which no metric read CPU time, none is expected to. */
const ENOUGH = 256;

/** What a problem does with `usage`, as seen so far: a look into /proc is not free. */
export class Habit {
  #unread = 0;
  #missed = false;

  /** Whether a metric may read CPU time. */
  get mayRead(): boolean {
    return this.#unread < ENOUGH;
  }

  /** Another workload, of which nothing has been read. */
  begin(): void {
    this.#unread += 1;
  }

  /** A metric reads CPU time; `known` if it was looked up when the workload began. */
  read(known: boolean): void {
    this.#unread = 0;
    if (!known) this.#missed = true;
  }

  /** Whether a metric was told a CPU time, since this was last asked, that was not known: what came of it is void. */
  takeMissed(): boolean {
    const missed = this.#missed;
    this.#missed = false;
    return missed;
  }
}

/** What the kernel counts. */
type Counted = Pick<Usage, 'cpuMs' | 'peakMiB'>;

/**
 * A meter of a function's process, which was loaded just now. What costs a look into /proc is looked up when it is read.
 *
 * What the program does after its last answer of a workload counts for the next one: it is asked for nothing then.
 *
 * @param noopUs What an empty call takes; taken off each call.
 * @param habit Shared by the evaluations of one problem.
 */
export function usageMeter(load: Load, noopUs: number, habit: Habit = new Habit()): UsageMeter {
  const { hostPid } = load;
  const calls = new CallTimes(noopUs);
  let beganMs = 0;
  let owedUs = dueUs(load.us);
  /** CPU time at the end of the workload before, where a metric read it. */
  let endedMs = habit.mayRead ? dueSinceMs(load) : undefined;
  let known = false;
  return {
    begin() {
      calls.begin();
      calls.addStart(owedUs);
      owedUs = 0;
      known = habit.mayRead;
      if (known && hostPid !== undefined) beganMs = endedMs ?? cpuMs(hostPid);
      endedMs = undefined;
      habit.begin();
    },
    join: () => undefined,
    add: (us, count) => calls.add(us, count),
    addStart: (us) => calls.addStart(us),
    addStep: () => undefined,
    usage() {
      const startMs = beganMs;
      let seen: Counted | undefined;
      let nowMs: number | undefined;
      return {
        get cpuMs() {
          habit.read(known);
          if (nowMs === undefined) endedMs = nowMs = cpuMs(hostPid);
          return Math.max(0, nowMs - startMs);
        },
        get peakMiB() {
          return (seen ??= look(hostPid)).peakMiB;
        },
        ...calls.times(),
      };
    },
  };
}

/**
 * A meter of a policy, whose processes begin and end with the workload. It looks into /proc at once, for they are gone
 * when the numbers are read.
 *
 * @param noopUs What an empty call takes; taken off each call.
 */
export function instancesMeter(noopUs: number): UsageMeter {
  const calls = new CallTimes(noopUs);
  const before = new Map<number, number>();
  let unknown = false;
  return {
    begin() {
      calls.begin();
      before.clear();
      unknown = false;
    },
    join(load) {
      const sinceMs = dueSinceMs(load);
      if (load.hostPid === undefined || sinceMs === undefined) unknown = true;
      else before.set(load.hostPid, sinceMs);
      calls.addStart(dueUs(load.us));
    },
    add: (us, count) => calls.add(us, count),
    addStart: (us) => calls.addStart(us),
    addStep: () => undefined,
    usage() {
      let [cpuMs, peakMiB] = [0, 0];
      for (const [hostPid, beganMs] of before) {
        const seen = look(hostPid);
        cpuMs += Math.max(0, seen.cpuMs - beganMs);
        peakMiB += seen.peakMiB;
      }
      if (!unknown) return { cpuMs, peakMiB, ...calls.times() };
      return {
        get cpuMs(): number {
          return look(undefined).cpuMs;
        },
        get peakMiB(): number {
          return look(undefined).peakMiB;
        },
        ...calls.times(),
      };
    },
  };
}

/**
 * A meter of a command, whose steps are measured by the engine's side: all of them, and each by its name. Counted ones ran slower
 * than they would: their times are nowhere.
 */
export function stepsMeter(names: readonly string[], counted: readonly string[] = []): UsageMeter {
  const steps = new Map<string, StepUse[]>();
  return {
    begin: () => steps.clear(),
    join: () => undefined,
    add: () => undefined,
    addStart: () => undefined,
    addStep: (step, used) => void steps.set(step, [...(steps.get(step) ?? []), used]),
    usage: () => ({
      ...sumOf(names.flatMap((name) => steps.get(name) ?? [])),
      ...Object.fromEntries(names.map((name) => [name, sumOf(steps.get(name) ?? [])])),
      ...Object.fromEntries(counted.map((name) => [name, countOf(steps.get(name) ?? [])])),
    }),
  };
}

function countOf(steps: readonly StepUse[]): CountedUsage {
  const instructions = steps.reduce((sum, used) => sum + (used.instructions ?? 0), 0);
  return { instructions, calls: steps.length };
}

function sumOf(steps: readonly StepUse[]): Usage {
  const sum = (word: 'wallMs' | 'cpuMs'): number =>
    steps.reduce((total, used) => total + used[word], 0);
  return {
    wallMs: sum('wallMs'),
    cpuMs: sum('cpuMs'),
    peakMiB: Math.max(0, ...steps.map(({ peakMiB }) => peakMiB)),
    calls: steps.length,
    callUs: steps.map(({ wallMs }) => 1000 * wallMs),
  };
}

/** The wall times of one workload's calls. */
class CallTimes {
  readonly #noopUs: number;
  #callUs: number[] = [];
  #startUs = 0;

  constructor(noopUs: number) {
    this.#noopUs = noopUs;
  }

  begin(): void {
    this.#callUs = [];
    this.#startUs = 0;
  }

  add(us: number, calls: number): void {
    const netUs = this.#net(us);
    for (let i = 0; i < calls; i++) this.#callUs.push(netUs / calls);
  }

  addStart(us: number): void {
    this.#startUs += this.#net(us);
  }

  times(): Pick<Usage, 'wallMs' | 'calls' | 'callUs'> {
    const callUs = this.#callUs;
    const wallMs = callUs.reduce((sum, us) => sum + us, this.#startUs) / 1000;
    return { wallMs, calls: callUs.length, callUs };
  }

  #net(us: number): number {
    return Math.max(0, us - this.#noopUs);
  }
}

function look(hostPid: number | undefined): Counted {
  return processTreeUsage(known(hostPid)) ?? { cpuMs: 0, peakMiB: 0 };
}

function cpuMs(hostPid: number | undefined): number {
  return processTreeCpuMs(known(hostPid)) ?? 0;
}

/** CPU time of a process so far, in milliseconds; 0 where it cannot be told. */
export function cpuMsOf(hostPid: number | undefined): number {
  return hostPid === undefined ? 0 : (processTreeCpuMs(hostPid) ?? 0);
}

/** Of the wall time of a load, what counts. */
function dueUs(us: number): number {
  return Math.max(0, us - 1000 * FREE_LOAD_MS);
}

/** The CPU time of a process from which on it counts: what its load took beyond the free part is behind it. */
function dueSinceMs({ hostPid, begunCpuMs }: Load): number | undefined {
  if (hostPid === undefined) return undefined;
  return Math.min(begunCpuMs + FREE_LOAD_MS, cpuMs(hostPid));
}

/** @throws {InfraError} If it is not. */
function known(hostPid: number | undefined): number {
  if (hostPid !== undefined) return hostPid;
  throw new InfraError('Cannot read CPU time and memory: the sandbox does not tell the process');
}
