import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../contracts/sandbox.ts';
import { chooseTier, probeTiers, type TierChoice, type TierProbe } from './choose-tier.ts';
import { FifoSupply } from './fifos.ts';
import { nodeHost } from './hosts/node.ts';
import { languageHosts } from './hosts/table.ts';
import { ReadyHosts } from './ready-hosts.ts';
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
  const workplace = createWorkplace();
  try {
    const host = nodeHost();
    const driver = await chooseTier(choice, { host, hostFile: workplace.share(host.hostFile) });
    return machineSandbox(driver, workplace);
  } catch (error) {
    workplace[Symbol.dispose]();
    throw error;
  }
}

/** What every tier can do on this machine, strongest first. */
export async function tiersHere(): Promise<readonly TierProbe[]> {
  using workplace = createWorkplace();
  const host = nodeHost();
  return await probeTiers({ host, hostFile: workplace.share(host.hostFile) });
}

function machineSandbox({ tier, notice }: TierDriver, workplace: Workplace): MachineSandbox {
  const hosts = new ReadyHosts(languageHosts(), workplace, tier);
  const supply = new FifoSupply(workplace.fifoFolder);
  return {
    tier,
    notice,
    async open(job, limits, signal) {
      const { host, hostFile, driver } = await hosts.for(job);
      const [payload, fifos] = await Promise.all([host.payload(job), supply.take()]);
      signal.throwIfAborted();
      if (typeof payload !== 'string') return payload;
      const marker = `${workplace.name}/${randomUUID()}`;
      return await startSession({
        command: driver.command(host, { hostFile, limits, marker }),
        fifos,
        tier,
        payload,
        memoryMiB: limits.memoryMiB + host.ownMemoryMiB + AROUND_MIB,
        reap: () => void driver.reap(marker),
      });
    },
    [Symbol.dispose]: () => workplace[Symbol.dispose](),
  };
}
