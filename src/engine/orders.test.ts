import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../domain/event.ts';
import { runStateOf } from '../domain/run-state.ts';
import { isMarked, type SteerCommand } from '../domain/steering.ts';
import { fakeInbox } from '../testing/fake-inbox.ts';
import { cutStore } from '../testing/fake-stores.ts';
import { allOf, comparable, fakeWorld, programOf } from '../testing/fake-world.ts';
import { memoryStore } from '../testing/memory-store.ts';
import { countOf } from '../testing/watched-run.ts';
import { replay } from './replay.ts';
import { run } from './run.ts';

/** A run that is given orders when so many trials have finished. */
async function steered(
  orders: Readonly<Record<number, readonly SteerCommand[]>>,
  facts: Parameters<typeof fakeWorld>[0] = {},
) {
  const inbox = fakeInbox();
  const world = fakeWorld({ ...facts, inbox });
  const events: RunEvent[] = [];
  const ids: string[] = [];
  let finished = 0;
  const give = (count: number): void => {
    for (const command of orders[count] ?? []) ids.push(inbox.give(command));
  };
  give(0);
  for await (const event of run(world.options)) {
    events.push(event);
    if (event.type === 'trial.finished') give(++finished);
  }
  return { ...world, inbox, events, outcomes: ids.map((id) => inbox.outcomeById.get(id)) };
}

const inject = (text: string, parentId = 'seed', main = 'seed.js'): SteerCommand => ({
  kind: 'inject',
  program: { ...programOf(text), main },
  parentId,
  proposer: 'person:ada',
  idea: 'by hand',
});
const started = (events: readonly RunEvent[]): Extract<RunEvent, { type: 'trial.started' }>[] =>
  events.filter((event) => event.type === 'trial.started');

/** The same decisions, made again from the log alone. */
async function replayed({ options }: Awaited<ReturnType<typeof steered>>): Promise<RunEvent[]> {
  const { strategy, proposer, syntax, clock, store } = options;
  return allOf(
    replay({
      recorded: store,
      store: memoryStore(clock),
      strategy,
      proposerFor: () => Promise.resolve(proposer),
      syntax,
      signal: new AbortController().signal,
    }),
  );
}

describe('run() with orders', () => {
  it.each(['pool', 'greedy', 'random', 'tune'])(
    'judges what is brought as a trial of its own beside those of %s, and tells it',
    async (strategy) => {
      const world = await steered(
        { 3: [inject('7'), inject('8.5', 't1')], 6: [inject('does not parse'), inject('7')] },
        { strategy, concurrency: 3 },
      );
      const { events, outcomes } = world;
      expect(outcomes.map((outcome) => outcome?.kind)).toEqual(Array(4).fill('taken'));
      const brought = started(events).filter(({ ask }) => ask.mode === 'inject');
      expect(brought).toHaveLength(4);
      const state = runStateOf(events);
      const byHand = [...state.trialById.values()].filter(
        ({ proposer }) => proposer === 'person:ada',
      );
      expect(byHand).toMatchObject([
        { idea: 'by hand', parentIds: ['seed'], metrics: { score: 7 } },
        { idea: 'by hand', parentIds: ['t1'], metrics: { score: 8.5 } },
      ]);
      const id = byHand[1]?.id ?? '';
      const builtOn = started(events).some(({ ask }) => ask.parentIds.includes(id));
      expect(builtOn).toBe(strategy !== 'random');
      expect(state.spend.trials).toBe(36);
      expect(comparable(await replayed(world))).toEqual(comparable(events));
    },
  );

  it('asks for nothing while it is paused, and its clock stands still', async () => {
    const inbox = fakeInbox();
    const { options, time } = fakeWorld({ inbox, concurrency: 2, budget: { trials: 20 } });
    const seen: string[] = [];
    let elapsed = [0, 0];
    for await (const event of run(options)) {
      seen.push(event.type);
      if (event.type === 'trial.finished' && !seen.includes('run.steered'))
        inbox.give({ kind: 'pause' });
      if (event.type !== 'run.steered' || event.command.kind !== 'pause') continue;
      // Beyond what is under way nothing happens, however long it takes.
      const spend = (): number => runStateOf(options.store.events()).spend.trials;
      setTimeout(() => {
        const before = spend();
        void time.sleep(1e6).then(() => {
          elapsed = [before, spend()];
          inbox.give({ kind: 'continue' });
        });
      }, 50);
    }
    expect(elapsed[0]).toBe(elapsed[1]);
    expect(elapsed[0]).toBeLessThan(10);
    const state = runStateOf(options.store.events());
    expect(state.spend.trials).toBe(18);
    expect(state.spend.wallMs).toBeLessThan(1e6);
  });

  it.each(['pool', 'greedy', 'random'])(
    'builds on nothing that is banned and does not claim it (%s)',
    async (strategy) => {
      const ban = { kind: 'ban', trialId: 't2', lineage: true } as const;
      const world = await steered({ 8: [inject('9', 't2'), ban] }, { strategy, concurrency: 2 });
      const { events } = world;
      const at = events.findIndex(
        (event) => event.type === 'run.steered' && event.command.kind === 'ban',
      );
      const state = runStateOf(events);
      const parents = started(events.slice(at)).flatMap(({ ask }) => [
        ...ask.parentIds,
        ...ask.context,
      ]);
      expect(parents.length).toBeGreaterThan(10);
      const banned = parents.filter((id) => isMarked(state.steering, 'ban', id, state.trialById));
      expect(banned).toEqual([]);
      expect(state.best?.evaluation).toMatchObject({ metrics: { score: 9 } });
      expect(state.confirmed?.candidate).not.toMatchObject({ metrics: { score: 9 } });
      expect(comparable(await replayed(world))).toEqual(comparable(events));
    },
  );

  it('begins at pinned trials only, until they are released', async () => {
    const world = await steered(
      {
        4: [{ kind: 'pin', trialId: 'seed', lineage: false }],
        12: [{ kind: 'release', trialId: 'seed' }],
      },
      { strategy: 'pool' },
    );
    const of = (kind: string): number =>
      world.events.findIndex(
        (event) => event.type === 'run.steered' && event.command.kind === kind,
      );
    const during = started(world.events.slice(of('pin'), of('release')));
    expect(during.length).toBeGreaterThan(5);
    expect(during.every(({ ask }) => ask.parentIds[0] === 'seed')).toBe(true);
    const after = started(world.events.slice(of('release')));
    expect(after.some(({ ask }) => ask.parentIds[0] !== 'seed')).toBe(true);
    expect(comparable(await replayed(world))).toEqual(comparable(world.events));
  });

  it('tells proposers what people said from then on, and counts what came of it', async () => {
    const { proposer, events } = await steered({ 5: [{ kind: 'hint', text: 'up!' }] });
    const hints = proposer.briefs.map((brief) => brief.dossier().hints.map(({ text }) => text));
    expect(hints[0]).toEqual([]);
    expect(hints.at(-1)).toEqual(['up!']);
    const { byHints } = runStateOf(events).proposing;
    expect((byHints['0']?.trials ?? 0) + (byHints['1']?.trials ?? 0)).toBe(36);
    expect(byHints['0']?.trials).toBeGreaterThanOrEqual(5);
  });

  it('takes a budget, and stops when it is told to', async () => {
    const more = await steered({ 5: [{ kind: 'budget', budget: { trials: 60 } }] });
    expect(runStateOf(more.events)).toMatchObject({
      budget: { trials: 60 },
      spend: { trials: 54 },
    });
    const less = await steered({ 5: [{ kind: 'stop' }] });
    expect(less.events.at(-1)).toMatchObject({ type: 'run.ended', why: 'stopped' });
    expect(countOf(less.events, 'holdout.opened')).toBe(1);
    expect(runStateOf(less.events).spend.trials).toBeLessThan(10);
  });

  it('refuses what cannot be, says why, and logs nothing of it', async () => {
    const { events, outcomes } = await steered({
      4: [
        { kind: 'pin', trialId: 't99', lineage: false },
        { kind: 'release', trialId: 't1' },
        { kind: 'continue' },
        { kind: 'budget', budget: { trials: 2 } },
        { kind: 'answer', questionId: 'q', answer: 'yes' },
        inject('3', 't99'),
        inject('3', 'seed', 'other.js'),
      ],
    });
    const why = outcomes.map((outcome) => (outcome?.kind === 'refused' ? outcome.why : ''));
    expect(why).toEqual([
      expect.stringContaining('"t99" is none of this run'),
      expect.stringContaining('neither pinned nor banned'),
      'It is not paused',
      expect.stringContaining('used already'),
      expect.stringContaining('no question "q"'),
      expect.stringContaining('"t99"'),
      expect.stringContaining('seed.js'),
    ]);
    expect(countOf(events, 'run.steered')).toBe(0);
  });

  it('takes an order once when the run died before it could say so', async () => {
    const inbox = fakeInbox();
    const { options } = fakeWorld({ inbox, budget: { trials: 10 } });
    inbox.give(inject('5'));
    await allOf(run(options));
    inbox.forget();
    await allOf(run({ ...options, budget: { trials: 20 } }));
    expect(countOf(options.store.events(), 'run.steered')).toBe(1);
    expect(inbox.outcomeById.get('o1')).toEqual({ kind: 'taken', trialId: 't1' });
  });

  it('goes on to its claim when it died after it was told to stop, and searches on when it had ended', async () => {
    const { events, options } = await steered({ 5: [{ kind: 'stop' }] });
    const trials = runStateOf(events).spend.trials;
    const at = events.findIndex(({ type }) => type === 'selection.finished');
    const cut = { ...options, store: await cutStore(options.store, at), budget: { trials: 40 } };
    await allOf(run(cut));
    const after = [...cut.store.events()];
    expect(runStateOf(after).spend.trials).toBe(trials);
    expect(after.at(-1)).toMatchObject({ why: 'stopped' });
    await allOf(run(cut));
    expect(runStateOf(cut.store.events()).spend.trials).toBe(36);
  });

  it('waits for what is brought when nobody proposes, until its budget is used', async () => {
    const inbox = fakeInbox();
    const { options, proposer } = fakeWorld({ inbox, waits: true, budget: { trials: 5 } });
    const events: RunEvent[] = [];
    let next = 2;
    for await (const event of run(options)) {
      events.push(event);
      const ready = event.type === 'reference.finished' && event.trialId === 'seed';
      if (ready || event.type === 'trial.finished')
        setTimeout(() => inbox.give(inject(`${next++}`)), 5);
    }
    expect(proposer.briefs).toEqual([]);
    expect(started(events)).toHaveLength(5);
    expect(events.at(-1)).toMatchObject({ type: 'run.ended', why: 'budget' });
    expect(runStateOf(events).confirmed?.trialId).toBe('t5');
    expect(inbox.outcomeById.get('o6')).toBeUndefined();
  });

  it('asks a person about what is in quarantine, and takes the answer', async () => {
    const question = (events: readonly RunEvent[]) =>
      events.find((event) => event.type === 'question.asked');
    const inbox = fakeInbox();
    const { options } = fakeWorld({ inbox, waits: true, budget: { trials: 2 } });
    const { evaluate } = options.evaluator;
    const evaluator: typeof options.evaluator = {
      evaluate: async (...args) => {
        const judged = await evaluate(...args);
        if (judged.evaluation.status !== 'invalid') return judged;
        const [first] = judged.evaluation.violations;
        if (!first) return judged;
        const violations = [{ ...first, quarantine: true as const }];
        return { ...judged, evaluation: { ...judged.evaluation, violations } };
      },
    };
    const events: RunEvent[] = [];
    inbox.give(inject('cheat'));
    for await (const event of run({ ...options, evaluator })) {
      events.push(event);
      if (event.type !== 'question.asked') continue;
      inbox.give({ kind: 'answer', questionId: event.question.questionId, answer: 'maybe' });
      inbox.give({ kind: 'answer', questionId: event.question.questionId, answer: 'yes' });
      inbox.give({ kind: 'stop' });
    }
    expect(question(events)).toMatchObject({ question: { questionId: 'quarantine:t1' } });
    expect(inbox.outcomeById.get('o2')).toMatchObject({ kind: 'refused' });
    expect([...runStateOf(events).steering.questions.values()]).toMatchObject([
      { answer: 'yes', by: 'ada' },
    ]);
  });
});
