import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../domain/event.ts';
import { cutStore } from '../testing/fake-stores.ts';
import { allOf, comparable, fakeWorld, type FakeWorldFacts } from '../testing/fake-world.ts';
import { run } from './run.ts';

/** Runs to the end, then for each cut the rest again; gives the whole log and, by cut, the log and what was proposed anew. */
async function cutEverywhere(facts: FakeWorldFacts, resumedFacts: FakeWorldFacts) {
  const whole = fakeWorld(facts);
  const log = await allOf(run(whole.options));
  const briefs = new Map(whole.proposer.briefs.map((brief) => [brief.rngSeed, brief]));
  const resumed = [];
  for (let cut = 0; cut <= log.length; cut++) {
    const world = fakeWorld({ ...resumedFacts, store: await cutStore(whole.options.store, cut) });
    const yielded = await allOf(run(world.options));
    const end = [...world.options.store.events()];
    resumed.push({
      cut,
      before: log.slice(0, cut),
      yielded,
      log: end,
      briefs: world.proposer.briefs,
    });
  }
  return { log, briefs, resumed };
}

const BUDGET = { trials: 18 };
const ASKED = 17;
const alone = cutEverywhere({ budget: BUDGET }, { budget: BUDGET });
const eight = { budget: BUDGET, concurrency: 8 };
const together = cutEverywhere(eight, eight);

function idsOf(log: readonly RunEvent[], type: RunEvent['type']): string[] {
  return log.flatMap((event) => (event.type === type && 'trialId' in event ? [event.trialId] : []));
}

describe('run() on a log that was cut off', () => {
  it('run() ends with the log of a run that was never cut off when concurrency is 1', async () => {
    const { log, resumed } = await alone;
    for (const { cut, log: end } of resumed.slice(0, -1)) {
      expect(comparable(end), `cut after ${cut}: ${log[cut - 1]?.type}`).toEqual(comparable(log));
    }
  });

  it('run() says that it was resumed and yields what came after that', async () => {
    const { resumed } = await alone;
    for (const { cut, before, yielded, log } of resumed.slice(1)) {
      expect(log.slice(0, cut).map(({ type }) => type)).toEqual(before.map(({ type }) => type));
      expect(yielded).toEqual(log.slice(cut));
      expect(yielded[0]?.type).toBe('run.resumed');
    }
  });

  it.each([8, 2])(
    'run() loses no trial and reuses no id when it is resumed at concurrency %i',
    async (concurrency) => {
      const { resumed } = await (concurrency === 8
        ? together
        : cutEverywhere(eight, { budget: BUDGET, concurrency }));
      for (const { before, log } of resumed) {
        const started = idsOf(log, 'trial.started');
        expect(started).toEqual(Array.from({ length: ASKED }, (_, i) => `t${i + 1}`));
        const ended = [...idsOf(log, 'trial.finished'), ...idsOf(log, 'trial.rejected')];
        expect(ended.toSorted()).toEqual(started.toSorted());
        expect(idsOf(log, 'trial.finished')).toEqual(
          expect.arrayContaining(idsOf(before, 'trial.finished')),
        );
        expect(log.at(-1)).toMatchObject({ type: 'run.ended', why: 'budget' });
      }
    },
  );

  it('run() pays for no proposal twice when it is resumed', async () => {
    const { resumed } = await together;
    let torn = 0;
    for (const { before, log, briefs } of resumed) {
      const paid = new Set([
        ...idsOf(before, 'trial.proposed'),
        ...idsOf(before, 'trial.rejected'),
      ]);
      for (const { rngSeed } of briefs) expect(paid.has(rngSeed.split('/')[1] ?? '')).toBe(false);
      const proposed = idsOf(log, 'trial.proposed');
      expect(new Set(proposed).size).toBe(proposed.length);
      const open = idsOf(before, 'trial.proposed').length - idsOf(before, 'trial.finished').length;
      if (open > 1) torn += 1;
    }
    expect(torn).toBeGreaterThan(20);
  });

  it('run() gives a proposer the same brief again when it was cut off before it answered', async () => {
    const { briefs, resumed } = await together;
    let again = 0;
    for (const { before, briefs: resumedBriefs } of resumed) {
      const started = new Set(idsOf(before, 'trial.started'));
      for (const brief of resumedBriefs) {
        if (!started.has(brief.rngSeed.split('/')[1] ?? '')) continue;
        // What the log tells is read when it is asked for: the functions themselves differ.
        const plain = { ...brief, dossier: undefined };
        expect(plain).toEqual({ ...briefs.get(brief.rngSeed), dossier: undefined });
        again += 1;
      }
    }
    expect(again).toBeGreaterThan(20);
  });

  it('run() opens no second holdout when nothing was tried since the first', async () => {
    const { options } = fakeWorld();
    await allOf(run(options));
    const yielded = await allOf(run(options));
    expect(yielded.map(({ type }) => type)).toEqual(['run.resumed', 'run.ended']);
  });

  it('run() draws a new holdout when it goes on with a larger budget', async () => {
    const world = fakeWorld({ budget: { trials: 20 } });
    await allOf(run(world.options));
    await allOf(run({ ...world.options, budget: { trials: 40 } }));
    const log = [...world.options.store.events()];
    expect(log.flatMap((event) => (event.type === 'holdout.opened' ? [event.draw] : []))).toEqual([
      0, 1,
    ]);
    expect(idsOf(log, 'trial.started')).toHaveLength(36);
  });

  it('run() counts the time of all its sessions', async () => {
    const world = fakeWorld({ budget: { wallMs: 2000 } });
    const first = await allOf(run(world.options));
    const { options } = fakeWorld({ budget: { wallMs: 4000 }, store: world.options.store });
    const second = await allOf(run(options));
    expect(options.clock.monotonicMs()).toBeLessThan(2300);
    const [firstEnd, secondEnd] = [first.at(-1), second.at(-1)];
    if (firstEnd?.type !== 'run.ended' || secondEnd?.type !== 'run.ended')
      throw new Error('no end');
    expect(firstEnd.wallMs).toBeGreaterThan(1700);
    expect(secondEnd.wallMs).toBeGreaterThan(3400);
    // The last evaluations may take longer than the mean did: up to 60 ms here.
    expect(secondEnd.wallMs).toBeLessThanOrEqual(4060);
  });
});
