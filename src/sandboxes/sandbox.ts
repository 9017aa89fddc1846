import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../contracts/sandbox.ts';
import { chooseTier, probeTiers, type TierChoice, type TierProbe } from './choose-tier.ts';
import { FifoSupply, holdFifos } from './fifos.ts';
import { nodeHost } from './hosts/node.ts';
import { languageHosts } from './hosts/table.ts';
import { probeOptions } from './probe-options.ts';
import { ReadyHosts } from './ready-hosts.ts';
import { sessionOf } from './session.ts';
import { startProcess } from './start-process.ts';
import type { TierDriver } from './tiers/tier.ts';
import { createWorkplace, type Workplace } from './workplace.ts';
import { Zygotes } from './zygotes.ts';

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
    const driver = await chooseTier(choice, probeOptions(workplace, host));
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
  return await probeTiers(probeOptions(workplace, host));
}

function machineSandbox({ tier, notice }: TierDriver, workplace: Workplace): MachineSandbox {
  const hosts = new ReadyHosts(languageHosts(), workplace, tier);
  const supply = new FifoSupply(workplace.fifoFolder);
  const zygotes = new Zygotes(workplace);
  return {
    tier,
    notice,
    async open(job, limits, signal) {
      const ready = await hosts.for(job);
      const { host, hostFile, driver } = ready;
      const payload = await host.payload(job);
      signal.throwIfAborted();
      if (typeof payload !== 'string') return payload;
      const memoryMiB = limits.memoryMiB + host.ownMemoryMiB + AROUND_MIB;
      const forked = await zygotes.fork(ready, limits, payload);
      if (forked) {
        const { running, fifos, held } = forked;
        // The kernel kills everything in the namespace when its first process dies.
        return sessionOf(running, { channel: fifos, held, tier, memoryMiB, reap: () => undefined });
      }
      const fifos = await supply.take();
      const held = holdFifos(fifos);
      const marker = `${workplace.name}/${randomUUID()}`;
      const command = driver.command(host, { hostFile, limits, marker });
      return sessionOf(await startProcess(command, held, payload), {
        channel: fifos,
        held,
        tier,
        memoryMiB,
        reap: () => void driver.reap(marker),
      });
    },
    [Symbol.dispose]: () => {
      zygotes[Symbol.dispose]();
      workplace[Symbol.dispose]();
    },
  };
}
