import { bell, chance } from './draw.ts';
import type { Oracle } from './oracle.ts';

interface Case {
  readonly machines: number;
  readonly jobs: readonly number[];
  readonly real: readonly number[];
}

/** The last machine to be done, against what perfect balance would take: less is better. Wrong placements are worth nothing. */
export const schedule: Oracle<Case> = {
  cases: Array.from({ length: 60 }, (_, i) => caseOf(i)),
  inputs: ({ machines, jobs }) => [{ machines, jobs }],
  worth: ({ machines, real }, [placed]) => {
    if (!Array.isArray(placed) || placed.length !== real.length) return undefined;
    const end = new Map<number, number>();
    for (const [job, machine] of placed.entries()) {
      if (!Number.isInteger(machine) || machine < 0 || machine >= machines) return undefined;
      end.set(machine, (end.get(machine) ?? 0) + (real[job] ?? Number.NaN));
    }
    const ideal = Math.max(real.reduce((a, b) => a + b, 0) / machines, ...real);
    return ideal / Math.max(...end.values());
  },
};

function caseOf(i: number): Case {
  const next = chance(1_000 + 77 * i);
  const machines = 2 + Math.floor(7 * next());
  const spread = i % 2 === 0 ? 0.5 * next() : 0.8 + 0.7 * next();
  const jobs = Array.from({ length: 30 + Math.floor(91 * next()) }, () =>
    Math.ceil(10 * Math.exp(spread * bell(next))),
  );
  return { machines, jobs, real: jobs.map((job) => job * Math.exp(0.05 * bell(next))) };
}
