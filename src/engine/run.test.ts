import { describe, expect, it } from 'vitest';
import type { Strategy } from '../contracts/strategy.ts';
import type { RunEvent } from '../domain/event.ts';
import { applyEvent, emptyRunState, runStateOf } from '../domain/run-state.ts';
import type { TrialId } from '../domain/trial.ts';
import { createRng, pick } from '../lib/rng.ts';
import { cutStore } from '../testing/fake-stores.ts';
import {
  allOf,
  comparable,
  fakeWorld,
  type FakeWorldFacts,
  programOf,
} from '../testing/fake-world.ts';
import { countPending, engineFrom, type RunOptions } from './engine.ts';
import { nextTrial } from './next-trial.ts';
import { run } from './run.ts';

/** Asks for any trial and says in its ask all that it can see: so a log tells what every decision was made from. */
const census: Strategy<{ told: readonly TrialId[]; rejected: number }> = {
  name: 'census',
  init: () => ({ told: ['seed'], rejected: 0 }),
  ask: ({ told, rejected }, view, rng) => {
    const seen = told.map((id) => [id, view.childCount(id), view.pendingCount(id)].join(' '));
    const ranked = told.toSorted(view.compare);
    const mode = `${rejected} rejected; ${seen.join(', ')}; best ${ranked.slice(0, 3).join(' ')}`;
    return { kind: 'propose', parentIds: [pick(rng, told)], context: ranked.slice(0, 1), mode };
  },
  tell: ({ told, rejected }, { kind, trialId }) =>
    kind === 'trial' ? { told: [...told, trialId], rejected } : { told, rejected: rejected + 1 },
};

/** Makes each decision in a log again, from the events that the strategy had been told when it was made. */
async function decisionsAgain(options: RunOptions): Promise<{ made: unknown[]; again: unknown[] }> {
  const log = [...options.store.events()];
  const made: unknown[] = [];
  const again: unknown[] = [];
  for (const event of log) {
    if (event.type !== 'trial.started') continue;
    const told = event.seq - 1 - (event.untold ?? 0);
    const engine = engineFrom({ ...options, store: await cutStore(options.store, told) });
    for (const untold of log.slice(told, event.seq - 1)) {
      if (untold.type !== 'trial.started') continue;
      countPending(engine, untold.ask.parentIds, 1);
      engine.asked += 1;
    }
    const next = nextTrial(engine);
    made.push({ kind: 'propose', id: event.trialId, ask: event.ask });
    again.push(next);
  }
  return { made, again };
}

function finishedIn(log: readonly RunEvent[]) {
  return log.flatMap((event) => (event.type === 'trial.finished' ? [event.trial] : []));
}

describe('run()', () => {
  it.each([
    [1, 0],
    [1, 4],
    [8, 0],
    [8, 4],
  ])(
    'run() writes the same log twice when concurrency is %i and the disk takes %i ms',
    async (concurrency, appendMs) => {
      const facts: FakeWorldFacts = { concurrency, appendMs, budget: { trials: 60 } };
      const first = await allOf(run(fakeWorld(facts).options));
      const second = await allOf(run(fakeWorld(facts).options));
      expect(comparable(second)).toEqual(comparable(first));
      expect(new Set(first.map(({ type }) => type)).size).toBe(10);
    },
  );

  it('run() writes another log when the random seed is another', async () => {
    const first = await allOf(run(fakeWorld({ rngSeed: 1 }).options));
    const second = await allOf(run(fakeWorld({ rngSeed: 2 }).options));
    expect(comparable(second)).not.toEqual(comparable(first));
  });

  it('run() yields exactly what is in the store, in order', async () => {
    const { options } = fakeWorld({ concurrency: 8 });
    const yielded = await allOf(run(options));
    expect(yielded).toEqual([...options.store.events()]);
    expect(yielded.map(({ seq }) => seq)).toEqual(yielded.map((_, i) => i + 1));
  });

  it('run() yields a trial’s start while it is under way', async () => {
    const { options } = fakeWorld({ judging: { evaluateMs: () => 1000 } });
    let open = 0;
    for await (const event of run(options)) {
      if (event.type === 'trial.proposed') open = options.clock.monotonicMs();
      if (event.type !== 'trial.finished') continue;
      expect(options.clock.monotonicMs() - open).toBeGreaterThan(400);
    }
  });

  it('run() is folded from its log to the same state as while it went', async () => {
    const { options } = fakeWorld({ concurrency: 8 });
    const state = emptyRunState();
    for await (const event of run(options)) applyEvent(state, event);
    expect(runStateOf(options.store.events())).toEqual(state);
    expect(engineFrom(options).state).toEqual(state);
    expect(state.openById.size).toBe(0);
  });

  it.each([
    [1, 0],
    [3, 0],
    [8, 0],
    [8, 4],
    [8, 30],
  ])(
    'run() makes decisions that follow from its log when concurrency is %i and the disk takes %i ms',
    async (concurrency, appendMs) => {
      for (const strategy of [census, 'pool']) {
        const { options } = fakeWorld({ concurrency, strategy, appendMs });
        await allOf(run(options));
        const { made, again } = await decisionsAgain(options);
        expect(again).toEqual(made);
        expect(made).toHaveLength(36);
      }
    },
  );

  it('run() gives every proposer the credit that the log tells when the trial started', async () => {
    const { options, proposer } = fakeWorld({ concurrency: 8 });
    await allOf(run(options));
    const log = [...options.store.events()];
    for (const brief of proposer.briefs) {
      const id = brief.rngSeed.split('/')[1];
      const at = log.findIndex((event) => event.type === 'trial.started' && event.trialId === id);
      expect(brief.creditByOperator).toEqual(runStateOf(log.slice(0, at)).credit);
    }
    expect(proposer.briefs).toHaveLength(36);
  });

  it('run() has each ask durable before it is carried out, and each program before it is judged', async () => {
    const { options, proposer } = fakeWorld({ concurrency: 8 });
    const logged = (type: RunEvent['type']) =>
      [...options.store.events()].filter((event) => event.type === type).length;
    const watched: RunOptions = {
      ...options,
      proposer: {
        name: 'watched',
        propose: (brief, signal) => {
          const id = brief.rngSeed.split('/')[1];
          const found = [...options.store.events()].some(
            (e) => e.type === 'trial.started' && e.trialId === id,
          );
          expect(found).toBe(true);
          return proposer.propose(brief, signal);
        },
      },
      evaluator: {
        evaluate: (program, plan, signal) => {
          if (plan.part === 'search' && logged('reference.finished') > 0) {
            expect(logged('trial.proposed')).toBeGreaterThan(0);
          }
          return options.evaluator.evaluate(program, plan, signal);
        },
      },
    };
    await allOf(run(watched));
  });

  it('run() evaluates a behaviour in full once when it comes again later', async () => {
    const { options } = fakeWorld({ budget: { trials: 200 } });
    const finished = finishedIn(await allOf(run(options)));
    const twins = finished.filter(({ sameAs }) => sameAs !== undefined);
    expect(twins.length).toBeGreaterThan(20);
    for (const { sameAs = '', evaluation } of twins) {
      expect(evaluation).toMatchObject({ status: 'valid', partial: true });
      const first = [
        ...finished,
        ...runStateOf(options.store.events()).referenceById.values(),
      ].find(({ id }) => id === sameAs);
      expect(first?.evaluation).toMatchObject({
        signature: evaluation.status === 'valid' ? evaluation.signature : '',
      });
      expect(first?.sameAs).toBeUndefined();
    }
    const whole = finished.filter(
      ({ evaluation }) => evaluation.status === 'valid' && !evaluation.partial,
    );
    expect(
      new Set(whole.map(({ evaluation }) => evaluation.status === 'valid' && evaluation.signature))
        .size,
    ).toBe(whole.length);
  });

  it('run() marks the later of two equal behaviours that are under way at the same time', async () => {
    const { options } = fakeWorld({ concurrency: 8, strategy: 'random', budget: { trials: 200 } });
    const finished = finishedIn(await allOf(run(options)));
    const late = finished.filter(
      ({ sameAs, evaluation }) =>
        sameAs !== undefined && evaluation.status === 'valid' && !evaluation.partial,
    );
    expect(late.length).toBeGreaterThan(0);
    const firsts = finished.filter(
      ({ evaluation, sameAs }) => evaluation.status === 'valid' && sameAs === undefined,
    );
    const signatures = firsts.map(
      ({ evaluation }) => evaluation.status === 'valid' && evaluation.signature,
    );
    expect(new Set(signatures).size).toBe(signatures.length);
  });

  it('run() lets the same in once when the first is not durable yet', async () => {
    // Programs of few texts, so that the same ones are made at the same time, and a disk that is slower than anything else.
    const { options, time } = fakeWorld({
      concurrency: 8,
      appendMs: 50,
      budget: { trials: 100 },
      judging: { evaluateMs: () => 4 },
    });
    const proposer: RunOptions['proposer'] = {
      name: 'repetitive',
      propose: async ({ rngSeed }) => {
        const rng = createRng(rngSeed);
        await time.sleep(rng.int(0, 3));
        const program = programOf(`${rng.int(1, 4)}.00${rng.int(1, 9)}`);
        return { kind: 'program', program, operators: [], tokens: 0, usd: 0 };
      },
    };
    const log = await allOf(run({ ...options, proposer }));
    const hashes = log.flatMap((event) =>
      event.type === 'trial.proposed' ? [event.canonicalHash] : [],
    );
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashes.length).toBeGreaterThan(20);
    const firsts = finishedIn(log).filter(({ sameAs }) => sameAs === undefined);
    expect(firsts).toHaveLength(4);
  });

  it('run() never ranks what it stopped early by its own numbers', async () => {
    // On the first workload everything looks better than it is, and one that stops early sees only that one.
    const noise = (_program: unknown, _plan: unknown, index: number) => (index === 0 ? 1000 : 0);
    const { options } = fakeWorld({ budget: { trials: 200 }, judging: { noise } });
    await allOf(run(options));
    const state = runStateOf(options.store.events());
    const stopped = [...state.trialById.values()].filter(({ sameAs }) => sameAs !== undefined);
    expect(stopped.length).toBeGreaterThan(20);
    for (const { sameAs = '', rank, metrics } of stopped) {
      expect(rank).toEqual(state.trialById.get(sameAs)?.rank);
      expect(metrics).toEqual(state.trialById.get(sameAs)?.metrics);
    }
    expect(state.best?.sameAs).toBeUndefined();
    for (const { trialId } of state.selection?.ranking ?? []) {
      expect(state.trialById.get(trialId)?.sameAs).toBeUndefined();
    }
  });

  it('run() lets a search stand on what behaves like a baseline', async () => {
    const { options } = fakeWorld({ budget: { trials: 200 } });
    const finished = finishedIn(await allOf(run(options)));
    const asPlain = finished.filter(
      ({ evaluation }) =>
        evaluation.status === 'valid' && evaluation.signature === 'behaves like 1',
    );
    expect(asPlain.length).toBeGreaterThan(0);
    expect(asPlain[0]).not.toHaveProperty('sameAs');
    expect(finished.some(({ sameAs }) => sameAs?.startsWith('baseline:'))).toBe(false);
  });

  it('run() lets a search begin from a baseline when that is a variant of the seed program', async () => {
    const log = await allOf(run(fakeWorld({ strategy: 'greedy', budget: { trials: 3 } }).options));
    const asked = log.flatMap((event) => (event.type === 'trial.started' ? [event.ask] : []));
    expect(asked[0]?.parentIds).toEqual(['baseline:plain']);
  });
});
