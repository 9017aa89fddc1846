import { availableParallelism } from 'node:os';
import { processTreeCpuMs } from '../../lib/node/process-tree-usage.ts';
import type { Outcome } from '../judge-protocol.ts';
import type { UsageMeter } from './usage-meter.ts';

/** The rule that a program breaks which works when it is asked nothing. */
const RULE = 'it works while it is asked, not before and after';
/** CPU time that an interpreter may use for itself, in milliseconds: it compiles, and collects garbage. */
const OWN_MS = 200;

interface Conducted {
  readonly outcome: Outcome;
}

/** Holds the CPU time of the whole sandbox to the wall time of the calls. */
export interface BusyCheck {
  /** The meter, which also adds up the calls. */
  readonly meter: UsageMeter;
  /** What was conducted; invalid if the sandbox used more CPU time than all cores have in the calls. */
  held<T extends Conducted>(conducted: T): T;
}

/**
 * Where wall time is measured, a program could answer at once and let a thread or a process work on: for later calls,
 * or for nothing that it would be charged for. No clock around the call shows that, the CPU time of the sandbox does.
 *
 * @param hostPid The program's process, which is loaded; nothing is checked if undefined.
 */
export function busyCheck(meter: UsageMeter, hostPid: number | undefined): BusyCheck {
  if (hostPid === undefined) return { meter, held: (conducted) => conducted };
  const beganMs = processTreeCpuMs(hostPid) ?? 0;
  let wallMs = 0;
  return {
    meter: {
      begin: () => meter.begin(),
      join: (pid) => meter.join(pid),
      add(us, calls) {
        wallMs += us / 1000;
        meter.add(us, calls);
      },
      addStart: (us) => meter.addStart(us),
      addStep: (step, used) => meter.addStep(step, used),
      usage: () => meter.usage(),
    },
    held(conducted) {
      const { outcome } = conducted;
      const cpuMs = (processTreeCpuMs(hostPid) ?? beganMs) - beganMs;
      const mostMs = availableParallelism() * wallMs + OWN_MS;
      if (outcome.kind !== 'finished' || cpuMs <= mostMs) return conducted;
      const { regime = '', index = 0 } = outcome.perWorkload.at(-1) ?? {};
      const detail = `its processes used ${cpuMs.toFixed(0)} ms of CPU time, and its calls took ${wallMs.toFixed(0)} ms on ${availableParallelism()} cores`;
      const violations = [...outcome.violations, { rule: RULE, regime, index, detail }];
      return { ...conducted, outcome: { ...outcome, violations } };
    },
  };
}
