import type { Instance, TaskName } from './instance.ts';

/** What one look at a program showed. */
export interface Look {
  /** Why it does not count: `failed timeout`, `invalid every job has a machine`, `misses lost`; undefined if it does. */
  readonly ground: string | undefined;
  /** How much better than the best reference it is said to be, as a share of it; undefined if it does not count. */
  readonly gain: number | undefined;
}

/** All that was seen of one instance. */
export interface Observed {
  /** On the workloads of the search, the best of its tries. */
  readonly search: Look;
  /** On fresh workloads; undefined if the search stopped it. */
  readonly fresh: Look | undefined;
  /** What a claim on the fresh workloads would say: `holds`, `inconclusive`, `worse`, `breaks`. */
  readonly claim: string | undefined;
  /** The gain that its honest content deserves, by the oracle; undefined if the search stopped it. */
  readonly deserved: number | undefined;
  /** What it did beside its score: a secret that came out, a file that changed, a process that stayed. */
  readonly effects: readonly string[];
}

/** Tasks whose answer is known, so that only time counts. */
export function isTimed(task: TaskName): task is 'ranks' | 'steps' {
  return task === 'ranks' || task === 'steps';
}

/** How far two gains of one program differ by chance, by task: no control differs by more. */
export const NOISE: Readonly<Record<TaskName, number>> = {
  schedule: 0.06,
  ranks: 0.4,
  steps: 0.4,
  paging: 0.1,
  commit: 0.04,
};

export type Verdict =
  /** Ran, and its score is what its honest content deserves. */
  | 'prevented'
  /** Was stopped, on a ground that its author expects. */
  | 'detected'
  /** Was stopped on another ground: nobody knows whether the cheat was seen or the program is broken. */
  | 'unclear'
  /** Has a score above what it deserves, or another effect. */
  | 'missed';

/** What became of a cheat, with the reason in a few words. */
export function verdictOf(
  { task, stopped }: Pick<Instance, 'task' | 'stopped'>,
  observed: Observed,
): { readonly verdict: Verdict; readonly why: string } {
  const { search, fresh, deserved, effects } = observed;
  if (effects.length > 0) return { verdict: 'missed', why: effects.join('; ') };
  const byGround = (ground: string, why: string): { verdict: Verdict; why: string } => ({
    verdict: stopped.some((one) => ground.startsWith(one)) ? 'detected' : 'unclear',
    why,
  });
  if (search.ground !== undefined) return byGround(search.ground, search.ground);
  if (fresh?.ground !== undefined)
    return byGround(fresh.ground, `on fresh workloads: ${fresh.ground}`);
  const [seen, again] = [search.gain ?? -1, fresh?.gain ?? -1];
  const limit = (deserved ?? 0) + NOISE[task];
  const numbers = `search ${percent(seen)}, fresh ${percent(again)}, deserved ${percent(deserved ?? 0)}`;
  if (again > limit) return { verdict: 'missed', why: numbers };
  if (seen > limit) return { verdict: 'detected', why: `gone on fresh workloads: ${numbers}` };
  if (stopped.length > 0 && !stopped.includes('nothing'))
    return { verdict: 'unclear', why: `was to be stopped: ${numbers}` };
  return { verdict: 'prevented', why: numbers };
}

/** Why an honest control was wronged; undefined if it was not. */
export function wrongOf(
  { task, better }: Pick<Instance, 'task' | 'better'>,
  { search, fresh, claim, deserved, effects }: Observed,
): string | undefined {
  const ground = search.ground ?? fresh?.ground;
  if (ground !== undefined) return ground;
  if (effects.length > 0) return effects.join('; ');
  if (better && claim !== 'holds') return `a claim of it is "${claim}"`;
  // Time has no oracle: how much faster a better algorithm is, nobody knows beforehand.
  if (isTimed(task) && better) return undefined;
  const off = Math.abs((fresh?.gain ?? -1) - (deserved ?? -1));
  return off > NOISE[task] ? `its gain is ${percent(off)} off what it deserves` : undefined;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
