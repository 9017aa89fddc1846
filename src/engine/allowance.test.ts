import { describe, expect, it } from 'vitest';
import type { Budget } from '../domain/budget.ts';
import type { RunEvent } from '../domain/event.ts';
import { runStateOf } from '../domain/run-state.ts';
import { createRng } from '../lib/rng.ts';
import {
  allOf,
  type FakeProposer,
  fakeProposer,
  fakeWorld,
  type FakeWorldFacts,
} from '../testing/fake-world.ts';
import type { VirtualTime } from '../testing/virtual-time.ts';
import { run } from './run.ts';

const EVALUATE_MS = 40;

async function logWith(budget: Budget, facts: FakeWorldFacts = {}): Promise<RunEvent[]> {
  const judging = {
    evaluateMs: (_: unknown, { perRegime }: { perRegime: number }) => (EVALUATE_MS / 2) * perRegime,
  };
  return allOf(run(fakeWorld({ budget, concurrency: 8, judging, ...facts }).options));
}

/** A proposer that says what a proposal costs at most, and whose proposals cost a tenth of that or more. */
function dear(time: VirtualTime, usd: number): FakeProposer {
  const inner = fakeProposer(time);
  return {
    ...inner,
    atOnce: 8,
    worstCase: { tokens: 0, usd },
    propose: async (brief, signal) => {
      const share = 0.1 + 0.9 * createRng(brief.rngSeed).fork('cost').next();
      return { ...(await inner.propose(brief, signal)), usd: share * usd };
    },
  };
}

const count = (log: readonly RunEvent[], type: RunEvent['type']) =>
  log.filter((event) => event.type === type).length;
const searchOf = (log: readonly RunEvent[]) =>
  log.slice(
    0,
    log.findIndex(({ type }) => type === 'selection.finished'),
  );

describe('mayStartTrial()', () => {
  it.each([1, 8])(
    'mayStartTrial() counts all that was asked, rejections too, at concurrency %i',
    async (concurrency) => {
      const log = await logWith({ trials: 50 }, { concurrency });
      expect(count(log, 'trial.started')).toBe(45);
      expect(count(log, 'trial.rejected')).toBeGreaterThan(5);
      expect(count(log, 'trial.rejected') + count(log, 'trial.finished')).toBe(45);
    },
  );

  it.each([1, 8])(
    'mayStartTrial() uses all evaluations but the tenth kept for the claim at concurrency %i',
    async (concurrency) => {
      const log = await logWith({ evaluations: 50 }, { concurrency });
      expect(runStateOf(log).spend.evaluations).toBe(45);
      const doubts = log.filter((event) => event.type === 'trial.finished' && event.trial.doubt);
      expect(count(log, 'trial.finished')).toBe(45 - 3 * doubts.length);
      expect(doubts.length).toBeGreaterThan(0);
    },
  );

  it('mayStartTrial() never lets evaluations under way use more time than there is', async () => {
    const log = await logWith({ evaluationSeconds: 8 });
    const { evaluationSeconds } = runStateOf(searchOf(log)).spend;
    expect(evaluationSeconds).toBeLessThanOrEqual(7.2 + 1e-9);
    expect(evaluationSeconds).toBeGreaterThan(7.2 - 2 * (EVALUATE_MS / 1000));
    expect(runStateOf(log).spend.evaluationSeconds).toBeLessThanOrEqual(8);
    expect(log.at(-1)).toMatchObject({ why: 'budget' });
  });

  it('mayStartTrial() ends the search in time for the claim when wall time is limited', async () => {
    const log = await logWith({ wallMs: 2000 });
    expect(runStateOf(searchOf(log)).spend.wallMs).toBeGreaterThan(1600);
    const end = log.at(-1);
    expect(end).toMatchObject({ type: 'run.ended', why: 'budget' });
    expect(end?.type === 'run.ended' && end.wallMs).toBeLessThanOrEqual(2000);
  });

  it.each([
    [{ tokens: 1000 }, { tokens: 30, usd: 0 }, 'tokens', 900],
    [{ usd: 5 }, { tokens: 0, usd: 0.25 }, 'usd', 4.5],
  ] as const)(
    'mayStartTrial() counts proposals under way when %j is the budget',
    async (budget, cost, kind, most) => {
      const log = await logWith(budget, { proposer: (time) => fakeProposer(time, cost) });
      const spent = runStateOf(log).spend[kind];
      expect(spent).toBeLessThanOrEqual(most);
      expect(spent).toBeGreaterThan(most - 2 * cost[kind]);
    },
  );

  it.each([1, 2, 3, 4, 5, 6])(
    'mayStartTrial() never spends more than there is when what a call costs varies tenfold (seed %i)',
    async (rngSeed) => {
      const mostUsd = 0.05;
      const log = await logWith({ usd: 3 }, { rngSeed, proposer: (time) => dear(time, mostUsd) });
      const { usd } = runStateOf(log).spend;
      expect(usd).toBeLessThanOrEqual(3);
      expect(usd).toBeGreaterThan(2.7 - 9 * mostUsd);
    },
  );

  it('mayStartTrial() asks for one proposal first when it cannot know what one costs', async () => {
    const log = await logWith(
      { tokens: 1000 },
      { proposer: (time) => fakeProposer(time, { tokens: 400, usd: 0 }) },
    );
    expect(runStateOf(log).spend.tokens).toBe(800);
    const types = log.map(({ type }) => type);
    const second = types.indexOf('trial.started', types.indexOf('trial.started') + 1);
    const first = types.findIndex((type) => type === 'trial.proposed' || type === 'trial.rejected');
    expect(first).toBeLessThan(second);
  });

  it('mayStartTrial() lets the first limit that is reached stop the search', async () => {
    const log = await logWith({ trials: 500, evaluations: 20, wallMs: 1e9 });
    expect(runStateOf(log).spend.evaluations).toBe(18);
  });

  it('mayStartTrial() allows one trial when the budget is one', async () => {
    const log = await logWith({ trials: 1 });
    expect(count(log, 'trial.started')).toBe(1);
  });
});

describe('timeLeftMs()', () => {
  it('timeLeftMs() makes the looks at fresh workloads smaller when little time is left, but no smaller than two', async () => {
    const { problem } = fakeWorld().options;
    const counts = { search: 2, selection: 40, holdout: 40 };
    const facts = { problem: { ...problem, counts } };
    const workloadsIn = (log: readonly RunEvent[]) =>
      log.flatMap((event) =>
        event.type === 'holdout.opened' && event.claim.candidate.status === 'valid'
          ? [event.claim.candidate.perWorkload.length]
          : [],
      );
    expect(workloadsIn(await logWith({ trials: 30 }, facts))).toEqual([40]);
    const [some = 0] = workloadsIn(await logWith({ trials: 30, evaluationSeconds: 8 }, facts));
    expect(some).toBeGreaterThan(2);
    expect(some).toBeLessThan(40);
    expect(workloadsIn(await logWith({ evaluationSeconds: 0.5 }, facts))).toEqual([2]);
  });
});
