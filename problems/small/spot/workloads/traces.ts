/** The real traces: when a spot machine could be had, zone by zone. `data/README.md` says where they are from. */
import { byTime, files } from 'barbican';
import { z } from 'zod';

/** One look at one zone. */
export interface Look {
  readonly zone: string;
  /** Seconds since the first look. */
  readonly at: number;
  readonly had: boolean;
}

const Traces = z.object({
  traces: z.array(
    z.object({
      zone: z.string(),
      gapSeconds: z.number(),
      /** One mark a tick: 0, 1 or ?. */
      preempted: z.string(),
    }),
  ),
});

/** Zones are split at the same moments: what happens in one tells of its neighbours, so a zone is no unseen world. */
export const spot = files('data/*.json', {
  parse: looksOf,
  split: byTime('at', { search: 0.5, selection: 0.25, holdout: 0.25, gap: 6 * 3_600 }),
  licence: 'MIT',
  public: true,
});

function looksOf(bytes: Uint8Array): Look[] {
  const { traces } = Traces.parse(JSON.parse(new TextDecoder().decode(bytes)));
  return traces.flatMap(({ zone, gapSeconds, preempted }) =>
    preempted
      .split('')
      .flatMap((mark, i) =>
        mark === '?' ? [] : [{ zone, at: i * gapSeconds, had: mark === '0' }],
      ),
  );
}
