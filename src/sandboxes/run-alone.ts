import { type StdioOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { InfraError } from '../domain/errors.ts';
import { systemClock } from '../lib/clock.ts';
import { processTreeCpuMs, processTreeUsage } from '../lib/node/process-tree-usage.ts';
import { capture, type Capture } from './capture.ts';
import { COUNTS_FD } from './counting/instruction-counter.ts';
import { SHELL } from './hosts/host.ts';
import type { Scratch } from './scratch.ts';
import type { Command } from './tiers/tier.ts';

/** How long until memory is looked at again: a tenth of the time that has passed, within these bounds, in milliseconds. */
const WATCH_MS = { least: 2, most: 20 };
const WATCH_SHARE = 0.1;
/** What a step may print to standard error, in bytes. */
const SAID_BYTES = 8 * 2 ** 20;
/** Its `times` is exact to a millisecond, where that of other shells is to ten. */
const FINE_SHELL = '/bin/bash';
const REPORT = 5;
/** Runs what follows, which sees nothing of descriptor 5, and says there what it and all its processes used. */
const MEASURE = '"$@" 5>&-; code=$?; times >&5; exit $code';

/** A command that runs alone to its end. */
export interface AloneJob {
  readonly command: Command;
  /** Kills what is left when the first process is dead. */
  readonly reap: () => void;
  readonly limitMs: number;
  /** What it may write, which is looked at; absent where the tier sees to that. */
  readonly scratch?: Pick<Scratch, 'excess'> | undefined;
  /** Of all its processes together. */
  readonly memoryMiB: number;
  /** The most that it may print to standard output where that is kept. */
  readonly outputBytes: number;
  /** Descriptors of this process that become those of the command. */
  readonly descriptors?: {
    readonly stdin?: number | undefined;
    /** Standard output is kept if absent. */
    readonly stdout?: number | undefined;
    /** 3 and 4. */
    readonly input?: number | undefined;
    readonly output?: number | undefined;
  };
  /** Hears what is said on {@link COUNTS_FD}; the descriptor is closed if absent. */
  readonly hearCounts?: ((chunk: string) => void) | undefined;
}

/** How it ended. */
export interface AloneEnd {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMiB: number;
  /** Why this side ended it; absent if it ended by itself. */
  readonly stopped?: Stop;
}

/** Why a command was ended. */
interface Stop {
  readonly kind: 'timeout' | 'memory' | 'output-limit';
  readonly detail: string;
}

/**
 * Runs a command, and gives what it printed and used.
 *
 * @throws {InfraError} If it cannot be started.
 * @throws The signal's reason if it is aborted meanwhile.
 */
export async function runAlone(job: AloneJob, signal: AbortSignal): Promise<AloneEnd> {
  signal.throwIfAborted();
  const alone = new Alone(job);
  const abort = (): void => alone.kill();
  signal.addEventListener('abort', abort, { once: true });
  try {
    const end = await alone.ended();
    signal.throwIfAborted();
    return end;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

class Alone {
  readonly #job: AloneJob;
  readonly #child: ReturnType<typeof spawn>;
  readonly #printed: Buffer[] = [];
  #printedBytes = 0;
  readonly #said: Capture;
  readonly #report: Capture;
  #stopped: Stop | undefined;
  /** CPU time of those that lived when this side ended it, in milliseconds. */
  #stoppedAfterMs = 0;
  #peakMiB = 0;
  #looking = false;
  #watch: NodeJS.Timeout | undefined;

  constructor(job: AloneJob) {
    this.#job = job;
    const { argv, env } = job.command;
    const { stdin, stdout, input, output } = job.descriptors ?? {};
    const stdio: StdioOptions = [
      stdin ?? 'ignore',
      stdout ?? 'pipe',
      'pipe',
      input ?? 'ignore',
      output ?? 'ignore',
      'pipe',
      // A socket, as Node makes it: no path leads to it.
      ...(job.hearCounts ? ['pipe' as const] : []),
    ];
    const shell = existsSync(FINE_SHELL) ? FINE_SHELL : SHELL;
    const args = ['-c', MEASURE, 'measure', ...argv];
    this.#child = spawn(shell, args, { env, cwd: '/', detached: true, stdio });
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#keep(chunk));
    this.#said = capture(readable(this.#child.stderr), () => this.#checkSaid());
    const streams: readonly unknown[] = this.#child.stdio;
    this.#report = capture(readable(streams[REPORT]), () => undefined);
    const { hearCounts } = job;
    if (hearCounts) readable(streams[COUNTS_FD]).setEncoding('latin1').on('data', hearCounts);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async ended(): Promise<AloneEnd> {
    const { limitMs, reap } = this.#job;
    const startMs = systemClock.monotonicMs();
    const timer = setTimeout(
      () => this.#stop('timeout', `did not end within ${Math.round(limitMs)} ms`),
      limitMs,
    );
    this.#lookLater(startMs);
    let wallMs = 0;
    try {
      const code = await new Promise<number | null>((resolve, reject) => {
        this.#child.once('error', (cause) =>
          reject(new InfraError('Cannot start a command', { cause })),
        );
        this.#child.once('exit', () => {
          wallMs = systemClock.monotonicMs() - startMs;
          reap();
        });
        this.#child.once('close', (exitCode) => resolve(exitCode));
      });
      return {
        code,
        stdout: Buffer.concat(this.#printed),
        stderr: this.#said.text(),
        wallMs,
        cpuMs: Math.max(cpuMsIn(this.#report.text()), this.#stoppedAfterMs),
        peakMiB: this.#peakMiB,
        ...(this.#stopped === undefined ? {} : { stopped: this.#stopped }),
      };
    } finally {
      clearTimeout(timer);
      clearTimeout(this.#watch);
    }
  }

  /** A short step is looked at too, and a long one is not looked at all the time. */
  #lookLater(startMs: number): void {
    const afterMs = WATCH_SHARE * (systemClock.monotonicMs() - startMs);
    const delayMs = Math.min(WATCH_MS.most, Math.max(WATCH_MS.least, afterMs));
    this.#watch = setTimeout(() => {
      this.#checkMemory();
      void this.#checkScratch();
      this.#lookLater(startMs);
    }, delayMs);
  }

  #stop(kind: Stop['kind'], detail: string): void {
    this.#stopped ??= { kind, detail };
    // Who is killed reports nothing.
    this.#stoppedAfterMs = processTreeCpuMs(this.#child.pid ?? 0) ?? 0;
    this.kill();
  }

  #keep(chunk: Buffer): void {
    const { outputBytes } = this.#job;
    this.#printedBytes += chunk.length;
    if (this.#printedBytes <= outputBytes) this.#printed.push(chunk);
    else this.#stop('output-limit', `printed more than ${outputBytes} bytes`);
  }

  #checkSaid(): void {
    if (this.#said.bytes() > SAID_BYTES)
      this.#stop('output-limit', `printed more than ${SAID_BYTES} bytes to standard error`);
  }

  /** Looks again only when the last look has ended. */
  async #checkScratch(): Promise<void> {
    const { scratch } = this.#job;
    if (!scratch || this.#looking) return;
    this.#looking = true;
    try {
      const excess = await scratch.excess();
      if (excess !== undefined) this.#stop('output-limit', excess);
    } finally {
      this.#looking = false;
    }
  }

  #checkMemory(): void {
    const usage = processTreeUsage(this.#child.pid ?? 0);
    if (!usage) return;
    this.#peakMiB = Math.max(this.#peakMiB, usage.peakMiB);
    const { memoryMiB } = this.#job;
    if (usage.residentMiB > memoryMiB)
      this.#stop('memory', `held more than ${Math.round(memoryMiB)} MiB`);
  }
}

function readable(stream: unknown): Readable {
  if (stream instanceof Readable) return stream;
  throw new TypeError('No pipe');
}

/** The second line of what `times` prints: user and system time of a shell's children, such as `0m0.120s 0m0.010s`. */
function cpuMsIn(report: string): number {
  const [, children = ''] = report.split('\n');
  return [...children.matchAll(/(\d+)m([\d.]+)s/gu)].reduce(
    (sum, [, minutes, seconds]) => sum + 60_000 * Number(minutes) + 1_000 * Number(seconds),
    0,
  );
}
