import type { Clock } from '../lib/clock.ts';
import { processTreeCpuMs } from '../lib/node/process-tree-usage.ts';

/** The least share of its time that a program computes if it is late by its own doing. */
const BUSY = 0.8;

/**
 * How long programs were there, and how much of that they computed. One that is late and has hardly computed may have
 * slept, or waited for a machine that was busy with something else.
 */
export class Attendance {
  readonly #clock: Clock;
  readonly #startMs: number;
  /** CPU time that each process had used when it came, in milliseconds. */
  readonly #present = new Map<number, number>();
  #usedMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startMs = clock.monotonicMs();
  }

  /** A program's process begins to work for us. One of which nothing is known never seems busy. */
  came(pid: number | undefined): void {
    if (pid !== undefined) this.#present.set(pid, processTreeCpuMs(pid) ?? 0);
  }

  /** A process is about to be ended. */
  leaves(pid: number | undefined): void {
    if (pid === undefined) return;
    this.#usedMs += usedMs(pid, this.#present.get(pid));
    this.#present.delete(pid);
  }

  /** Whether the programs computed less than most of the time until now. */
  wereIdle(): boolean {
    let usedTillNowMs = this.#usedMs;
    for (const [pid, beganMs] of this.#present) usedTillNowMs += usedMs(pid, beganMs);
    const wallMs = this.#clock.monotonicMs() - this.#startMs;
    return wasIdle({ wallMs, cpuMs: usedTillNowMs });
  }
}

/** Whether what took so long did not compute most of that time. */
export function wasIdle({
  wallMs,
  cpuMs,
}: {
  readonly wallMs: number;
  readonly cpuMs: number;
}): boolean {
  return cpuMs < BUSY * wallMs;
}

function usedMs(pid: number, beganMs: number | undefined): number {
  if (beganMs === undefined) return 0;
  return Math.max(0, (processTreeCpuMs(pid) ?? 0) - beganMs);
}
