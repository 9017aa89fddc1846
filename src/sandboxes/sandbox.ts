import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Sandbox } from '../contracts/sandbox.ts';
import type { Limits } from '../domain/problem.ts';
import { onCore } from '../lib/node/cores.ts';
import { chooseTier, probeTiers, type TierChoice, type TierProbe } from './choose-tier.ts';
import { FifoSupply } from './fifos.ts';
import type { LanguageHost } from './hosts/host.ts';
import { languageHosts } from './hosts/table.ts';
import { startSession, type WaitingSession } from './session.ts';
import type { TierDriver } from './tiers/tier.ts';
import { WarmStarts } from './warm-starts.ts';
import { createWorkplace, type Workplace } from './workplace.ts';

/** Memory over a program's own limit and its interpreter's that may be resident: the sandbox's processes, in MiB. */
const AROUND_MIB = 16;

/** Hosts that wait for each sort of instance: the next one starts while this one works. */
const WARM = 2;

/** A sandbox of this machine with its temporary folder. */
export interface MachineSandbox extends Sandbox, Disposable {
  /** What a person must know of a weak tier; empty for a strong one. */
  readonly notice: string;
}

/**
 * The sandbox of this machine: the tier that was asked for, with a temporary folder that goes when it is disposed.
 *
 * @throws {InfraError} If the tier does not work here; the message says how to get it.
 */
export async function openMachineSandbox(choice: TierChoice): Promise<MachineSandbox> {
  const hosts = languageHosts();
  const workplace = createWorkplace();
  try {
    const host = hosts.javascript;
    const driver = await chooseTier(choice, { host, hostFile: workplace.share(host.hostFile) });
    return machineSandbox(driver, workplace, hosts);
  } catch (error) {
    workplace[Symbol.dispose]();
    throw error;
  }
}

/** What every tier can do on this machine, strongest first. */
export async function tiersHere(): Promise<readonly TierProbe[]> {
  using workplace = createWorkplace();
  const host = languageHosts().javascript;
  return await probeTiers({ host, hostFile: workplace.share(host.hostFile) });
}

function machineSandbox(
  driver: TierDriver,
  workplace: Workplace,
  hosts: ReturnType<typeof languageHosts>,
): MachineSandbox {
  const supply = new FifoSupply(workplace.fifoFolder);
  const warm = new WarmStarts(WARM, WARM * availableParallelism());
  const start = async (
    host: LanguageHost,
    limits: Limits,
    core: number | undefined,
  ): Promise<WaitingSession> => {
    const marker = `${workplace.name}/${randomUUID()}`;
    const hostFile = workplace.share(host.hostFile);
    const { argv, env } = driver.command(host, { hostFile, limits, marker });
    return await startSession({
      command: { argv: core === undefined ? argv : [...onCore(core), ...argv], env },
      fifos: await supply.take(),
      tier: driver.tier,
      memoryMiB: limits.memoryMiB + host.ownMemoryMiB + AROUND_MIB,
      reap: () => void driver.reap(marker),
    });
  };
  return {
    tier: driver.tier,
    notice: driver.notice,
    async open(job, limits, signal) {
      const { core, program, kind } = job;
      const host = hosts[program.language];
      const payload = await host.payload(job);
      signal.throwIfAborted();
      if (typeof payload !== 'string') return payload;
      const begin = (): Promise<WaitingSession> => start(host, limits, core);
      // A function is started once in an evaluation, a policy in each workload anew.
      const waiting =
        kind === 'policy'
          ? await warm.take(`${host.hostFile} ${limits.memoryMiB} ${core}`, begin)
          : await begin();
      return waiting.begin(payload);
    },
    [Symbol.dispose]: () => {
      warm[Symbol.dispose]();
      workplace[Symbol.dispose]();
    },
  };
}
