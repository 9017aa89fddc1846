import type { JobPlan } from '../workloads/jobs.ts';

/** What a job can run on. */
export const OFFERS = ['none', 'spot', 'on-demand'] as const;
type Offer = (typeof OFFERS)[number];

/** $ an hour. */
export const SPOT_PRICE = 0.9731;
export const ON_DEMAND_PRICE = 3.06;
const PRICES: Readonly<Record<Offer, number>> = {
  none: 0,
  spot: SPOT_PRICE,
  'on-demand': ON_DEMAND_PRICE,
};

/** The job itself, which the judge keeps: what is done, and what it has cost. */
export class Job {
  cost = 0;
  doneHours = 0;
  /** Times that a spot machine was asked for and there was none. */
  without = 0;
  readonly #plan: JobPlan;
  #tick = 0;
  #on: Offer = 'none';
  #overheadLeft = 0;

  constructor(plan: JobPlan) {
    this.#plan = plan;
  }

  get isOver(): boolean {
    return this.doneHours >= this.#plan.workHours || this.#tick >= this.#plan.had.length;
  }

  /** What the policy sees; a spot machine that is not there any more is gone. */
  look(): { elapsedHours: number; doneHours: number; hasSpot: boolean; on: Offer } {
    const hasSpot = this.#plan.had[this.#tick];
    if (this.#on === 'spot' && !hasSpot) this.#on = 'none';
    const elapsedHours = this.#tick * this.#plan.tickHours;
    return { elapsedHours, doneHours: this.doneHours, hasSpot, on: this.#on };
  }

  /** Runs for one tick, or until the work is done. */
  run(wish: Offer): void {
    const { had, tickHours, workHours, overheadHours } = this.#plan;
    const absent = wish === 'spot' && !had[this.#tick];
    if (absent) this.without++;
    const on = absent ? 'none' : wish;
    this.#tick++;
    if (on !== this.#on) this.#overheadLeft = overheadHours;
    this.#on = on;
    if (on === 'none') return;
    const idle = Math.min(tickHours, this.#overheadLeft);
    const worked = Math.min(tickHours - idle, workHours - this.doneHours);
    this.#overheadLeft -= idle;
    // So that rounding leaves nothing undone.
    this.doneHours =
      workHours - this.doneHours - worked < 1e-9 ? workHours : this.doneHours + worked;
    this.cost += (idle + worked) * PRICES[on];
  }
}
