import { closeSync, constants, openSync, writeSync } from 'node:fs';
import type {
  Channel,
  RecyclingSandbox,
  SandboxJob,
  Session,
  SessionEnd,
} from '../contracts/sandbox.ts';
import type { Failure, Tier } from '../domain/evaluation.ts';
import type { Limits } from '../domain/problem.ts';
import { processTreeUsage } from '../lib/node/process-tree-usage.ts';
import { capture, type Capture } from './capture.ts';
import { failureOfEnd, wasKilled } from './failure-of-end.ts';
import type { FifoPair, HeldFifos } from './fifos.ts';
import type { WaitingHost } from './session.ts';

/** Programs that one host serves at most. */
const PROGRAMS_PER_HOST = 250;
/** How long a host may take to say that it is ready for the next program, in milliseconds. */
const IDLE_MS = 500;
/** How often its memory is looked at, in milliseconds. */
const WATCH_MS = 50;

/** A process that can serve programs, one after the other. */
export interface HostProcess {
  readonly host: WaitingHost;
  readonly fifos: FifoPair;
  readonly held: HeldFifos;
  /** Memory of the whole process tree, in MiB. */
  readonly memoryMiB: number;
  /** Whether the kernel killed one of its processes as they held too much together. */
  readonly ranOutOfMemory: () => boolean;
  /** Kills what is left when the first process is dead. */
  readonly reap: () => Promise<void>;
}

/** What {@link RecycledHosts} needs. */
export interface RecycledHostsOptions {
  readonly tier: Tier;
  /** What the host reads, or why the program cannot be run. */
  readonly payload: (job: SandboxJob) => Promise<string | Failure>;
  /** Starts a host that nobody has used. @throws {InfraError} */
  readonly start: (job: SandboxJob, limits: Limits) => Promise<HostProcess>;
}

/** Hosts that run many programs, one at a time each; replaced after a failure, and after so many programs. */
export class RecycledHosts implements RecyclingSandbox, Disposable {
  readonly tier: Tier;
  readonly #options: RecycledHostsOptions;
  /** Those that wait for a program. */
  readonly #idle: RecycledHost[] = [];
  readonly #all = new Set<RecycledHost>();

  constructor(options: RecycledHostsOptions) {
    this.#options = options;
    this.tier = options.tier;
  }

  async open(job: SandboxJob, limits: Limits, signal: AbortSignal): Promise<Session | Failure> {
    const payload = await this.#options.payload(job);
    signal.throwIfAborted();
    if (typeof payload !== 'string') return payload;
    const host = this.#waiting() ?? (await this.#started(job, limits));
    return host.begin(payload, job.nonce);
  }

  renew(): void {
    for (const host of this.#all) host.retire();
    this.#idle.length = 0;
  }

  [Symbol.dispose](): void {
    for (const host of this.#all) host.kill();
    this.#idle.length = 0;
  }

  #waiting(): RecycledHost | undefined {
    for (let host = this.#idle.pop(); host; host = this.#idle.pop()) if (host.isAlive) return host;
    return undefined;
  }

  async #started(job: SandboxJob, limits: Limits): Promise<RecycledHost> {
    const started = await this.#options.start(job, limits);
    const host = new RecycledHost(started, this.tier, () => this.#idle.push(host));
    this.#all.add(host);
    void host.gone.then(() => this.#all.delete(host));
    return host;
  }
}

/** A program that a host serves now. */
interface Visit {
  readonly nonce: string;
  readonly end: (end: SessionEnd) => void;
}

/** One host with its FIFOs, which stay the same for all its programs. */
class RecycledHost {
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;
  readonly #process: HostProcess;
  readonly #tier: Tier;
  readonly #onIdle: () => void;
  readonly #stderr: Capture;
  /** For the frame that ends a program. */
  readonly #requestFd: number;
  #visit: Visit | undefined;
  #served = 0;
  #retired = false;
  #killed = false;
  #tooMuch: Failure | undefined;
  #patience: NodeJS.Timeout | undefined;

  constructor(started: HostProcess, tier: Tier, onIdle: () => void) {
    this.#process = started;
    this.#tier = tier;
    this.#onIdle = onIdle;
    const { host, fifos } = started;
    this.#stderr = capture(host.stderr, () => undefined);
    host.stdout.on('data', () => this.#becomeIdle()).on('error', () => undefined);
    this.#requestFd = openSync(fifos.requestPath, constants.O_WRONLY | constants.O_NONBLOCK);
    const watch = setInterval(() => this.#checkMemory(), WATCH_MS);
    this.gone = host.exited.then(([code, signal]) => {
      clearInterval(watch);
      this.#end(code, signal);
    });
  }

  get isAlive(): boolean {
    return !this.#killed && this.#process.host.isAlive();
  }

  begin(payload: string, nonce: string): Session {
    this.#served += 1;
    const ended = new Promise<SessionEnd>((resolve) => {
      this.#visit = { nonce, end: resolve };
    });
    this.#process.host.write(frameOf(payload));
    const { fifos, host } = this.#process;
    const channel: Channel = { ...fifos, ...(host.pid === undefined ? {} : { hostPid: host.pid }) };
    return {
      tier: this.#tier,
      channel,
      ended,
      // The ends that are held stay open until the process is gone, which the judge then sees.
      opened: () => undefined,
      kill: () => this.kill(),
      release: () => this.#release(nonce),
      [Symbol.asyncDispose]: async () => {
        if (this.#visit?.nonce === nonce) this.kill();
        await ended;
      },
    };
  }

  kill(): void {
    this.#killed = true;
    this.#process.host.kill();
  }

  /** Serves no further program. */
  retire(): void {
    this.#retired = true;
    if (!this.#visit) this.kill();
  }

  #release(nonce: string): void {
    if (this.#visit?.nonce !== nonce) return;
    try {
      writeSync(this.#requestFd, frameOf(JSON.stringify({ nonce, end: true })));
    } catch (error) {
      // It ended meanwhile, or the FIFO is full of what it did not read.
      if (!(error instanceof Error && 'code' in error)) throw error;
      this.kill();
    }
    this.#patience = setTimeout(() => this.kill(), IDLE_MS);
  }

  #becomeIdle(): void {
    if (this.#patience === undefined) return this.kill();
    clearTimeout(this.#patience);
    this.#patience = undefined;
    const { end } = this.#visit ?? {};
    this.#visit = undefined;
    if (this.#retired || this.#served >= PROGRAMS_PER_HOST) this.kill();
    else this.#onIdle();
    end?.({ failure: undefined, artifacts: this.#artifacts(), killedByOthers: false });
  }

  #checkMemory(): void {
    const { host, memoryMiB } = this.#process;
    const usedMiB = host.pid === undefined ? 0 : (processTreeUsage(host.pid)?.residentMiB ?? 0);
    if (usedMiB <= memoryMiB) return;
    this.#tooMuch ??= { kind: 'memory', detail: `its host held ${Math.round(usedMiB)} MiB` };
    this.kill();
  }

  #end(code: number | null, signal: string | null): void {
    clearTimeout(this.#patience);
    const killedByOthers = !this.#killed && wasKilled({ code, signal });
    this.#killed = true;
    void this.#process.reap();
    closeSync(this.#requestFd);
    this.#process.held.remove();
    const { stderr } = this.#artifacts();
    const failure = this.#tooMuch ?? failureOfEnd({ code, signal, stderr });
    this.#visit?.end({ failure, artifacts: this.#artifacts(), killedByOthers });
    this.#visit = undefined;
  }

  #artifacts(): SessionEnd['artifacts'] {
    return { stdout: '', stderr: this.#stderr.text() };
  }
}

function frameOf(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(4 + length);
  frame.writeUInt32LE(length, 0);
  frame.write(text, 4);
  return frame;
}
