import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/lib/rng.ts';
import { cheapest } from '../measures/cheapest.ts';
import { Job } from '../measures/job.ts';
import { drawJob, type JobPlan } from './jobs.ts';

const looks = ['a', 'b'].flatMap((zone) =>
  Array.from({ length: 300 }, (_, i) => ({ zone, at: 600 * i, had: zone === 'a' || i % 3 === 0 })),
);
const params = { supply: 'plenty', workHours: 6, slack: 0.5, overheadHours: 0.1 } as const;

function planOf(had: readonly boolean[], workHours = 1): JobPlan {
  const overheadHours = 0.1;
  const tickHours = 0.5;
  const onDemandCost = (workHours + overheadHours) * 3.06;
  const deadlineHours = had.length * tickHours;
  return { had, workHours, overheadHours, tickHours, deadlineHours, onDemandCost };
}

describe('spot-single-region.json', () => {
  it('is the file that its readme tells of', () => {
    const bytes = readFileSync(new URL('../data/spot-single-region.json', import.meta.url));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(
      '460c6ddc0d67ce3ff6f363de28f757a76256147508f41d21d7362522a03aef3c',
    );
  });
});

describe('drawJob()', () => {
  it('takes a zone with plenty of machines when it is asked for', () => {
    const plan = drawJob(params, looks, createRng(1));
    expect(plan.had.every((one) => one)).toBe(true);
    expect(plan.deadlineHours).toBeGreaterThanOrEqual(6 * 1.5 + 0.1);
    expect(plan.had.length * plan.tickHours).toBeCloseTo(plan.deadlineHours);
  });
  it('takes a zone with few when it is asked for', () => {
    const { had } = drawJob({ ...params, supply: 'scarce' }, looks, createRng(1));
    expect(had.filter((one) => one).length / had.length).toBeCloseTo(1 / 3, 1);
  });
});

describe('Job', () => {
  it('pays for the overhead and for what is left of the last tick', () => {
    const job = new Job(planOf([true, true, true, true]));
    while (!job.isOver) {
      job.look();
      job.run('spot');
    }
    expect(job.doneHours).toBe(1);
    expect(job.cost).toBeCloseTo(1.1 * 0.9731);
  });
  it('starts anew when a spot machine was taken away', () => {
    const job = new Job(planOf([true, false, true, true, true]));
    job.run('spot');
    expect(job.look()).toMatchObject({ on: 'none', hasSpot: false, doneHours: 0.4 });
    job.run('spot');
    expect(job).toMatchObject({ without: 1, doneHours: 0.4 });
    job.look();
    job.run('spot');
    expect(job.doneHours).toBeCloseTo(0.8);
  });
});

describe('cheapest()', () => {
  it('is what a job costs that never loses its machine', () => {
    expect(cheapest(planOf([true, true, true]))).toBeCloseTo(1.1 * 0.9731);
  });
  it('pays on demand for what spot machines do not cover', () => {
    expect(cheapest(planOf([true, false, false, false]))).toBeCloseTo(0.5 * 0.9731 + 0.6 * 3.06);
  });
});
