import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../contracts/sandbox.ts';
import { onCore } from '../lib/node/cores.ts';
import { chooseTier, probeTiers, type TierChoice, type TierProbe } from './choose-tier.ts';
import { FifoSupply } from './fifos.ts';
import { languageHosts } from './hosts/table.ts';
import { startSession } from './session.ts';
import type { TierDriver } from './tiers/tier.ts';
import { createWorkplace, type Workplace } from './workplace.ts';

/** Memory over a program's own limit and its interpreter's that may be resident: the sandbox's processes, in MiB. */
const AROUND_MIB = 16;

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
  return {
    tier: driver.tier,
    notice: driver.notice,
    async open(job, limits, signal) {
      const host = hosts[job.program.language];
      const [payload, fifos] = await Promise.all([host.payload(job), supply.take()]);
      signal.throwIfAborted();
      if (typeof payload !== 'string') return payload;
      const marker = `${workplace.name}/${randomUUID()}`;
      const hostFile = workplace.share(host.hostFile);
      const { argv, env } = driver.command(host, { hostFile, limits, marker });
      return await startSession({
        command: { argv: job.core === undefined ? argv : [...onCore(job.core), ...argv], env },
        fifos,
        tier: driver.tier,
        payload,
        memoryMiB: limits.memoryMiB + host.ownMemoryMiB + AROUND_MIB,
        reap: () => void driver.reap(marker),
      });
    },
    [Symbol.dispose]: () => workplace[Symbol.dispose](),
  };
}
