import type { StepEnd } from '../contracts/sandbox.ts';
import type { InstructionTotal } from './counting/instruction-ledger.ts';
import type { AloneEnd } from './run-alone.ts';

/** What an empty step takes. */
export type Idle = Pick<StepEnd, 'wallMs' | 'cpuMs'> & { readonly instructions: number };

/** How a step ended, beyond what an empty one takes. */
export function stepEnd(
  { code, stderr, wallMs, cpuMs, peakMiB, stopped }: AloneEnd,
  idle: Idle,
  total?: InstructionTotal,
): StepEnd {
  return {
    exitCode: code ?? 137,
    wallMs: Math.max(0, wallMs - idle.wallMs),
    cpuMs: Math.max(0, cpuMs - idle.cpuMs),
    peakMiB,
    stderr,
    ...(stopped === undefined
      ? {}
      : { failure: { kind: stopped.kind, detail: `a step ${stopped.detail}` } }),
    ...(stopped === undefined && total ? counted(total, idle) : {}),
  };
}

/** A count that cannot be told is no number, and the step has failed. */
function counted(total: InstructionTotal, idle: Idle): Pick<StepEnd, 'instructions' | 'failure'> {
  if (total.kind === 'counted')
    return { instructions: Math.max(0, total.instructions - idle.instructions) };
  const detail = `the instructions of a step cannot be told: it ${total.why}`;
  return { failure: { kind: 'uncounted', detail } };
}
