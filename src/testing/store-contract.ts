import assert from 'node:assert/strict';
import type { Store } from '../contracts/store.ts';
import { hasCode } from '../domain/errors.ts';
import { EVENT_VERSION, type RunEvent, type RunEventBody } from '../domain/event.ts';
import { hashOf } from '../lib/hash.ts';
import { problemOf, trialOf } from './factories.ts';

/** A thing that every store does: `run` throws if this one does not. Free of any test framework. */
export interface StoreLaw {
  readonly name: string;
  /** `skip` says why a law does not apply to a store. */
  readonly skip?: string;
  run(): Promise<void>;
}

/** One store under test, in a place of its own. */
export interface StoreSubject {
  /** A new, empty store whose clock says {@link LAW_WALL_MS}. */
  create(): Promise<Store>;
  /** What was stored there, after its store was disposed; absent if nothing outlives it. */
  readonly reopen?: () => Promise<Store>;
}

/** What the clock of a store under test says, in milliseconds since 1970. */
export const LAW_WALL_MS = 1_700_000_000_123;

/**
 * The laws of the {@link Store} port.
 *
 * @param subject Makes a place for one law; called once for each.
 */
export function storeLaws(subject: () => StoreSubject): readonly StoreLaw[] {
  const reopens = subject().reopen !== undefined;
  const law = (name: string, check: (store: Store) => Promise<void>): StoreLaw => ({
    name,
    run: async () => {
      await using store = await subject().create();
      await check(store);
    },
  });
  return [
    law('numbers events from 1 without gaps, in the order of append()', numbersEvents),
    law('append() gives the events as events() reads them', givesWhatIsRead),
    law('events() begins at `from`', readsFrom),
    law('events() is empty when nothing was appended', async (store) => {
      assert.deepEqual([...store.events()], []);
      assert.deepEqual(await store.append([]), []);
    }),
    law(
      'events() may be read by several readers at once and while events are added',
      readsWhileAdding,
    ),
    law('reads more events than it holds in memory at a time', readsMany),
    law('concurrent appends keep their order and stay together', keepsGroupsTogether),
    law('keeps numbers, texts and the order of members exactly', keepsExactly),
    law('refuses what JSON cannot hold, and goes on', refusesNonFinite),
    law('getBlob() gives a text by its SHA-256, undefined if it is unknown', keepsBlobs),
    law('getBlob() gives a text that was appended twice', async (store) => {
      await Promise.all([store.append([], ['twice']), store.append([ended(1)], ['twice'])]);
      assert.equal(store.getBlob(hashOf('twice')), 'twice');
    }),
    {
      name: 'rejects after it was disposed, and may be disposed twice',
      run: async () => {
        const store = await subject().create();
        await store[Symbol.asyncDispose]();
        await store[Symbol.asyncDispose]();
        await assert.rejects(store.append([ended(1)]), (e) => hasCode(e, 'BARBICAN_INFRA'));
        assert.throws(
          () => [...store.events()],
          (e) => hasCode(e, 'BARBICAN_INFRA'),
        );
        assert.throws(
          () => store.getBlob(hashOf('x')),
          (e) => hasCode(e, 'BARBICAN_INFRA'),
        );
      },
    },
    {
      name: 'keeps what was appended, also what was not awaited, when it is closed and opened again',
      ...(reopens ? {} : { skip: 'nothing outlives a store in memory' }),
      run: () => outlives(subject()),
    },
  ];
}

async function numbersEvents(store: Store): Promise<void> {
  await store.append([ended(1), ended(2)]);
  await store.append([ended(3)]);
  const events = [...store.events()];
  assert.deepEqual(
    events.map(({ seq }) => seq),
    [1, 2, 3],
  );
  assert.deepEqual(events.map(wallOf), [1, 2, 3]);
  for (const { v, atMs } of events) {
    assert.equal(v, EVENT_VERSION);
    assert.equal(atMs, LAW_WALL_MS);
  }
}

async function givesWhatIsRead(store: Store): Promise<void> {
  const trial = trialOf({ id: 't1', score: 1 / 3 });
  const bodies: RunEventBody[] = [
    started(),
    { type: 'trial.finished', trialId: 't1', trial },
    ended(7),
  ];
  const stored = await store.append(bodies);
  assert.deepEqual([...store.events()], stored);
  assert.deepEqual(
    stored.map(({ type }) => type),
    bodies.map(({ type }) => type),
  );
}

async function readsFrom(store: Store): Promise<void> {
  await store.append(Array.from({ length: 10 }, (_, i) => ended(i + 1)));
  assert.deepEqual([...store.events(8)].map(wallOf), [8, 9, 10]);
  assert.deepEqual([...store.events(11)], []);
}

async function readsWhileAdding(store: Store): Promise<void> {
  await store.append([ended(1), ended(2)]);
  const seen: (number | undefined)[] = [];
  for (const event of store.events()) {
    seen.push(wallOf(event));
    assert.equal([...store.events()].length >= 2, true);
    if (seen.length === 1) await store.append([ended(3)]);
  }
  assert.deepEqual(seen.slice(0, 2), [1, 2]);
  assert.deepEqual([...store.events()].map(wallOf), [1, 2, 3]);
}

async function readsMany(store: Store): Promise<void> {
  const count = 1500;
  const chunks = Array.from({ length: count / 50 }, (_, i) =>
    store.append(Array.from({ length: 50 }, (_none, j) => ended(50 * i + j + 1))),
  );
  await Promise.all(chunks);
  const walls = [...store.events()].map(wallOf);
  assert.deepEqual(
    walls,
    Array.from({ length: count }, (_, i) => i + 1),
  );
}

async function keepsGroupsTogether(store: Store): Promise<void> {
  const pairs = Array.from({ length: 300 }, (_, i) =>
    store.append([ended(2 * i), ended(2 * i + 1)]),
  );
  const stored = await Promise.all(pairs);
  for (const [i, [first, second]] of stored.entries()) {
    assert.equal(first?.seq, 2 * i + 1);
    assert.equal(second?.seq, 2 * i + 2);
  }
  assert.deepEqual([...store.events()], stored.flat());
}

async function keepsExactly(store: Store): Promise<void> {
  const values = { z: -0, a: 5e-324, m: 0.1 + 0.2, big: 1.7976931348623157e308, none: null };
  const trial = trialOf({ id: 't1' });
  const detail = 'quotes " \\ \u0000 \u2028 surrogate \ud83d\ude00 alone \ud800 end';
  await store.append([
    {
      type: 'trial.finished',
      trialId: 't1',
      trial: {
        ...trial,
        evaluation: { status: 'invalid', metrics: values, violations: [], perWorkload: [] },
      },
    },
    { type: 'run.ended', why: 'failed', detail, wallMs: 1 },
  ]);
  const [finished, end] = [...store.events()];
  assert.ok(finished?.type === 'trial.finished' && finished.trial.evaluation.status === 'invalid');
  const { metrics } = finished.trial.evaluation;
  assert.deepEqual(metrics, values);
  assert.ok(Object.is(metrics['z'], -0), 'the sign of zero is kept');
  assert.deepEqual(Object.keys(metrics), Object.keys(values), 'the order of members is kept');
  assert.ok(end?.type === 'run.ended' && end.detail === detail);
}

async function refusesNonFinite(store: Store): Promise<void> {
  await assert.rejects(store.append([ended(1), ended(Number.NaN)]), TypeError);
  await assert.rejects(store.append([ended(Number.POSITIVE_INFINITY)], ['lost']), TypeError);
  assert.deepEqual([...store.events()], []);
  assert.equal(store.getBlob(hashOf('lost')), undefined);
  await store.append([ended(1)]);
  assert.deepEqual(
    [...store.events()].map(({ seq }) => seq),
    [1],
  );
}

async function keepsBlobs(store: Store): Promise<void> {
  const texts = ['', 'short', 'ünï\u0000code 😀', 'long '.repeat(50_000)];
  await store.append([ended(1)], texts);
  for (const text of texts) assert.equal(store.getBlob(hashOf(text)), text);
  assert.equal(store.getBlob(hashOf('never stored')), undefined);
}

async function outlives({ create, reopen }: StoreSubject): Promise<void> {
  const store = await create();
  await store.append([started()], ['a text']);
  const late = store.append([ended(2)]);
  await store[Symbol.asyncDispose]();
  const [stored] = await late;
  await using again = await (reopen ?? create)();
  assert.deepEqual([...again.events()].at(-1), stored);
  assert.equal(again.getBlob(hashOf('a text')), 'a text');
  const [next] = await again.append([ended(3)]);
  assert.equal(next?.seq, 3);
}

/** An event that is told from others by its number. */
function ended(wallMs: number): RunEventBody {
  return { type: 'run.ended', why: 'budget', detail: '', wallMs };
}

function wallOf(event: RunEvent): number | undefined {
  return event.type === 'run.ended' ? event.wallMs : undefined;
}

function started(): RunEventBody {
  return {
    type: 'run.started',
    runId: 'r',
    barbicanVersion: '0',
    problemPath: 'problem.ts',
    problem: problemOf(),
    budget: { trials: 10 },
    rngSeed: 1,
    concurrency: 2,
    tier: 'process',
    tierNotice: '',
    secretHash: hashOf('secret'),
    strategy: { name: 'pool', options: {} },
    proposers: [],
  };
}
