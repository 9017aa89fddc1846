import { InfraError } from '../../domain/errors.ts';
import type { Usage } from '../../domain/language/define-problem.ts';
import { processTreeUsage } from '../../lib/node/process-tree-usage.ts';

/** Measures what a program uses, workload by workload. */
export interface UsageMeter {
  /** A workload begins. */
  begin(): void;
  /** A frame with `calls` calls took `us` microseconds by the judge's clock. */
  add(us: number, calls: number): void;
  /** Use since `begin`. What costs a look into /proc is looked up when it is read. */
  usage(): Usage;
}

/**
 * A meter of the process `hostPid`.
 *
 * @param noopUs What an empty call takes; taken off each call.
 */
export function usageMeter(hostPid: number | undefined, noopUs: number): UsageMeter {
  let callUs: number[] = [];
  let beganMs = 0;
  /** Whether some metric reads CPU time: unknown until the first workload was measured. */
  let readsCpu = true;
  const look = (): { cpuMs: number; peakMiB: number } => {
    if (hostPid === undefined)
      throw new InfraError(
        'Cannot read CPU time and memory: the sandbox does not tell the process',
      );
    return processTreeUsage(hostPid) ?? { cpuMs: 0, peakMiB: 0 };
  };
  return {
    begin() {
      callUs = [];
      if (readsCpu && hostPid !== undefined) beganMs = look().cpuMs;
      readsCpu = false;
    },
    add(us, calls) {
      const netUs = Math.max(0, us - noopUs);
      for (let i = 0; i < calls; i++) callUs.push(netUs / calls);
    },
    usage() {
      const own = callUs;
      const startMs = beganMs;
      let seen: { cpuMs: number; peakMiB: number } | undefined;
      const now = (): { cpuMs: number; peakMiB: number } => (seen ??= look());
      return {
        get cpuMs() {
          readsCpu = true;
          return Math.max(0, now().cpuMs - startMs);
        },
        get peakMiB() {
          return now().peakMiB;
        },
        wallMs: own.reduce((sum, us) => sum + us, 0) / 1000,
        calls: own.length,
        callUs: own,
      };
    },
  };
}
