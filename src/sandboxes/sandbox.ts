import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { RecyclingSandbox, Sandbox, SandboxJob, Session } from '../contracts/sandbox.ts';
import type { Conditions } from '../domain/conditions.ts';
import type { Failure } from '../domain/evaluation.ts';
import type { Limits } from '../domain/problem.ts';
import type { Lacks } from '../domain/wall.ts';
import { begun } from '../lib/begun.ts';
import { onCore } from '../lib/node/cores.ts';
import { Builds } from './builds.ts';
import { chooseTier, probeTiers, type TierChoice } from './choose-tier.ts';
import { conditionsHere } from './conditions-here.ts';
import { SessionGroups } from './control-groups/session-groups.ts';
import { FifoSupply, holdFifos } from './fifos.ts';
import { nodeHost, nodeScreenHost } from './hosts/node.ts';
import { languageHosts } from './hosts/table.ts';
import { probeOptions } from './probe-options.ts';
import type { TierProbe } from './probe-tier.ts';
import { type ReadyHost, ReadyHosts } from './ready-hosts.ts';
import { type HostProcess, RecycledHosts } from './recycled-hosts.ts';
import { type WaitingSession, waitingSession } from './session.ts';
import { startProcess } from './start-process.ts';
import type { Command, TierDriver } from './tiers/tier.ts';
import { treeSandbox } from './trees.ts';
import { WarmStarts } from './warm-starts.ts';
import { createWorkplace, type Workplace } from './workplace.ts';
import { Zygotes } from './zygotes.ts';

/** Memory over a program's own limit and its interpreter's that may be resident: the sandbox's processes, in MiB. */
const AROUND_MIB = 16;

/** Hosts that wait for each sort of instance: the next one starts while this one works. */
const WARM = 2;

/** A sandbox of this machine with its temporary folder. */
export interface MachineSandbox extends Sandbox, Disposable {
  /** What a person must know of a weak tier; empty for a strong one. */
  readonly notice: string;
  /** What it does not stop here. */
  readonly lacks: Lacks;
  /** What programs run under; it knows the interpreters of those that were opened already. */
  conditions(limits: Limits): Conditions;
  /** Hosts that run one JavaScript program after another, in the same tier. They end with this sandbox. */
  readonly recycling: RecyclingSandbox;
}

/**
 * The sandbox of this machine: the tier that was asked for, with a temporary folder that goes when it is disposed.
 *
 * @throws {InfraError} If the tier does not work here; the message says how to get it.
 */
export async function openMachineSandbox(choice: TierChoice): Promise<MachineSandbox> {
  const workplace = createWorkplace();
  try {
    const host = nodeHost();
    const options = probeOptions(workplace, host);
    const driver = await chooseTier(choice, options);
    const trees = treeSandbox({ driver, host, hostFile: options.hostFile, workplace });
    return { ...machineSandbox(driver, workplace), trees };
  } catch (error) {
    workplace[Symbol.dispose]();
    throw error;
  }
}

/** What every tier can do on this machine, strongest first. */
export async function tiersHere(): Promise<readonly TierProbe[]> {
  using workplace = createWorkplace();
  const host = nodeHost();
  return await probeTiers(probeOptions(workplace, host));
}

function machineSandbox(driver: TierDriver, workplace: Workplace): MachineSandbox {
  const { tier, notice } = driver;
  const groups = new SessionGroups(tier, workplace);
  const starts = new Starts(tier, workplace, groups);
  const lacks = { ...driver.lacks, ...groups.lacks };
  return {
    tier,
    notice,
    lacks,
    conditions: (limits) =>
      conditionsHere({ tier, lacks, groups, interpreters: starts.interpreters, limits }),
    open: (job, limits, signal) => starts.open(job, limits, signal),
    recycling: starts.recycling,
    [Symbol.dispose]: () => {
      starts[Symbol.dispose]();
      groups[Symbol.dispose]();
      workplace[Symbol.dispose]();
    },
  };
}

/** No copy can be made of a host here: it is started anew for each program. */
class NoCopiesError extends Error {
  override readonly name = 'NoCopiesError';
}

/** What a start depends on beside the program. */
interface Wanted {
  readonly ready: ReadyHost;
  readonly limits: Limits;
  readonly memoryMiB: number;
  readonly core: number | undefined;
}

/** The ways in which programs are started: as a copy, in a host that waited, or in a fresh one. */
class Starts implements Disposable {
  readonly recycling: RecycledHosts;
  readonly #tier: TierDriver['tier'];
  readonly #workplace: Workplace;
  readonly #hosts: ReadyHosts;
  readonly #supply: FifoSupply;
  readonly #groups: SessionGroups;
  readonly #zygotes: Zygotes;
  readonly #builds: Builds;
  readonly #warm = new WarmStarts(WARM, WARM * availableParallelism());

  constructor(tier: TierDriver['tier'], workplace: Workplace, groups: SessionGroups) {
    this.#tier = tier;
    this.#groups = groups;
    this.#workplace = workplace;
    this.#hosts = new ReadyHosts(languageHosts(), workplace, tier);
    this.#supply = new FifoSupply(workplace.fifoFolder);
    this.#zygotes = new Zygotes(workplace);
    this.#builds = new Builds(workplace);
    this.recycling = new RecycledHosts({
      tier,
      payload: async (job) => nodeScreenHost((await this.#hosts.for(job)).host).payload(job),
      start: (job, limits) => this.#recycled(job, limits),
    });
  }

  get interpreters(): Conditions['interpreters'] {
    return this.#hosts.interpreters;
  }

  async open(job: SandboxJob, limits: Limits, signal: AbortSignal): Promise<Session | Failure> {
    const ready = await this.#hosts.for(job);
    const host = await this.#builds.hostOf(ready, job, signal);
    if ('kind' in host) return host;
    const payload = await host.payload(job);
    signal.throwIfAborted();
    if (typeof payload !== 'string') return payload;
    const memoryMiB = limits.memoryMiB + host.ownMemoryMiB + AROUND_MIB;
    const wanted: Wanted = { ready: { ...ready, host }, limits, memoryMiB, core: job.core };
    // A function is started once in an evaluation, a policy in each workload anew.
    const waiting =
      (await this.#copy(wanted)) ??
      (await (job.kind === 'policy' ? this.#waiting(wanted) : this.#fresh(wanted)));
    return waiting.begin(payload);
  }

  [Symbol.dispose](): void {
    this.recycling[Symbol.dispose]();
    this.#warm[Symbol.dispose]();
    this.#zygotes[Symbol.dispose]();
    this.#builds[Symbol.dispose]();
  }

  /** A copy of a process that has loaded what programs import; undefined where none can be made. */
  async #copy(wanted: Wanted): Promise<WaitingSession | undefined> {
    const { host, hostFile } = wanted.ready;
    if (!host.zygote) return undefined;
    const { modules } = host.zygote;
    const key = [hostFile, host.interpreterPath, ...modules, wanted.memoryMiB, wanted.core];
    try {
      return await this.#warm.take(key.join('\n'), () => this.#forked(wanted));
    } catch (error) {
      if (error instanceof NoCopiesError) return undefined;
      throw error;
    }
  }

  async #forked(wanted: Wanted): Promise<WaitingSession> {
    const { ready, limits, memoryMiB, core } = wanted;
    const forked = await this.#zygotes.fork(ready, limits, core);
    if (!forked) throw new NoCopiesError();
    const { host, fifos, held } = forked;
    const group = this.#groups.take(memoryMiB);
    const { ranOutOfMemory } = group;
    // Not waited for: the kernel takes some milliseconds to move a process, and this one may be at work already.
    const joined = begun(host.pid === undefined ? Promise.resolve() : group.add(host.pid));
    // The kernel kills everything in the namespace when its first process dies.
    const reap = async (): Promise<void> => {
      try {
        await joined;
      } finally {
        await group.release();
      }
    };
    const options = { channel: fifos, held, tier: this.#tier, memoryMiB, ranOutOfMemory, reap };
    return waitingSession(host, options);
  }

  #waiting(wanted: Wanted): Promise<WaitingSession> {
    const { ready, limits, core } = wanted;
    const { interpreterPath, args } = ready.host;
    const command = [interpreterPath, ...args(ready.hostFile, limits, (path) => path)];
    const key = [...command, wanted.memoryMiB, core].join('\n');
    return this.#warm.take(key, () => this.#fresh(wanted));
  }

  async #fresh(wanted: Wanted): Promise<WaitingSession> {
    const { host, fifos, ...rest } = await this.#process(wanted);
    return waitingSession(host, { channel: fifos, tier: this.#tier, ...rest });
  }

  async #recycled(job: SandboxJob, limits: Limits): Promise<HostProcess> {
    const { driver, host: own } = await this.#hosts.for(job);
    const host = nodeScreenHost(own);
    const ready = { driver, host, hostFile: this.#workplace.share(host.hostFile) };
    const memoryMiB = limits.memoryMiB + host.ownMemoryMiB + AROUND_MIB;
    return await this.#process({ ready, limits, memoryMiB, core: undefined });
  }

  /** A host that was just started and has no program. */
  async #process({ ready, limits, memoryMiB, core }: Wanted): Promise<HostProcess> {
    const { host, hostFile, driver } = ready;
    const fifos = await this.#supply.take();
    const held = holdFifos(fifos);
    const marker = `${this.#workplace.name}/${randomUUID()}`;
    const anywhere = driver.command(host, { hostFile, limits, marker });
    const command: Command =
      core === undefined ? anywhere : { ...anywhere, argv: [...onCore(core), ...anywhere.argv] };
    const started = await startProcess(command, held);
    const group = this.#groups.take(memoryMiB);
    // It has no program yet, so it does nothing that a limit would be for.
    if (started.pid !== undefined) await group.add(started.pid);
    const { ranOutOfMemory } = group;
    const reap = (): Promise<void> => {
      driver.reap(marker);
      return group.release();
    };
    return { host: started, fifos, held, memoryMiB, ranOutOfMemory, reap };
  }
}
