/** Five hundred trials against providers of models over real HTTP, which answer in every way that providers do. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { LanguageModel } from '../../src/contracts/language-model.ts';
import type { Proposer } from '../../src/contracts/proposer.ts';
import type { RunEvent } from '../../src/domain/event.ts';
import { runStateOf } from '../../src/domain/run-state.ts';
import { replay } from '../../src/engine/replay.ts';
import { run } from '../../src/engine/run.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createSemaphore } from '../../src/lib/semaphore.ts';
import { CASSETTE_FILE, openCassette, readCassette } from '../../src/models/cassette.ts';
import { modelSpecFrom } from '../../src/models/model-spec.ts';
import { describeModel, modelOpener } from '../../src/models/open-model.ts';
import { systemSleep } from '../../src/models/sleep.ts';
import { replayedModel, withCassette } from '../../src/models/with-cassette.ts';
import { withPlaces } from '../../src/models/with-places.ts';
import { ensemble } from '../../src/proposers/ensemble.ts';
import { llmProposer } from '../../src/proposers/llm/llm.ts';
import { openSqliteStore } from '../../dist/stores/sqlite.js';
import { strategyNamed } from '../../src/strategies/table.ts';
import { allOf, fakeSyntax, fakeWorld } from '../../src/testing/fake-world.ts';
import {
  type Scripted,
  type SeenRequest,
  startModelServer,
} from '../../src/testing/model-server.ts';

const Call = z.object({
  model: z.string(),
  reply: z.object({ usage: z.record(z.string(), z.number()) }).optional(),
});
const KEY = 'sk-wire-77aa31c9d04be58f';
/** Of 555 a tenth is kept for the claim. */
const TRIALS = 500;
const folder = mkdtempSync(join(tmpdir(), 'barbican-wire-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Programs of the made-up world are numbers: the reply puts another one in the place of the parent's. */
function scripted({ body }: SeenRequest, n: number): Scripted {
  const asked = JSON.stringify(body);
  const parent = /The program\\n\\nseed\.js\\n```javascript\\n(.*?)\\n/u.exec(asked)?.[1] ?? '0';
  const usage = {
    input: 900 + (n % 31),
    cached: 300 + (n % 5),
    output: 40 + (n % 11),
    reasoning: n % 3,
  };
  const say = (text: string, finish: 'stop' | 'length' = 'stop'): Scripted => ({
    kind: 'text',
    text,
    finish,
    usage,
    delayMs: n % 7,
  });
  const change = (text: string): string =>
    `IDEA: try ${n}\n<<<<<<< SEARCH\n${parent}\n=======\n${text}\n>>>>>>> REPLACE`;
  const answers: readonly (() => Scripted)[] = [
    () => say('I had rather not.'),
    () => say(change(parent)),
    () => say(`IDEA: cut\n<<<<<<< SEARCH\n${parent}\n====`, 'length'),
    () => say(change('does not parse')),
    () => say('<<<<<<< SEARCH\nnowhere\n=======\n1\n>>>>>>> REPLACE'),
    () => say(change(`crash ${n}`)),
    () => ({
      kind: 'status',
      status: 429,
      message: 'slow down',
      headers: { 'retry-after-ms': '5' },
    }),
    () => ({ kind: 'status', status: 503, message: `overloaded ${KEY}` }),
    () => ({ kind: 'status', status: 400, message: 'the request is not understood' }),
    () => ({ kind: 'garbage' }),
    () => ({ kind: 'text', text: change('2'), drop: true }),
    () => ({ kind: 'silence' }),
  ];
  const odd = n % 3 === 0 ? answers[(n / 3) % (answers.length + 2)] : undefined;
  return odd?.() ?? say(change(`${(Number(parent) || 0) + Math.sin(n) + (n % 17 === 0 ? 1 : 0)}`));
}

const SPECS = (url: string): string[] => [
  `compatible/one,url=${url},price=1/0.1/10,temperature=0.3/1,timeout=0.7,calls=8`,
  `anthropic/two,url=${url},price=3/0.3/15,timeout=0.7,calls=8`,
];

function proposerOf(models: readonly LanguageModel[]): Proposer {
  const members = models.map((model) => ({
    proposer: llmProposer(model, fakeSyntax),
    temperatures: [0.3, 1],
  }));
  return ensemble({ models: members, classical: undefined, classicalShare: 0, atOnce: 8 });
}

async function wholeRun(out: string, url: string): Promise<RunEvent[]> {
  const world = fakeWorld({ budget: { trials: 555 }, concurrency: 8 });
  await using cassette = await openCassette(out);
  await using store = openSqliteStore(join(out, 'run'), { mode: 'create', clock: systemClock });
  const retries = { attempts: 8, firstWaitMs: 10, longestWaitMs: 100 };
  const env = { COMPATIBLE_API_KEY: KEY, ANTHROPIC_API_KEY: KEY };
  const open = modelOpener({ env, clock: systemClock, sleep: systemSleep, retries });
  const models = await Promise.all(SPECS(url).map((text) => open(modelSpecFrom(text))));
  const places = createSemaphore(8);
  const proposer = proposerOf(
    models.map((model) => withCassette(withPlaces(model, places), cassette)),
  );
  const options = { ...world.options, store, proposer };
  return await allOf(run(options));
}

describe('five hundred trials at the wire', () => {
  it('loses none, costs what was counted, keeps the key to itself, and is replayed byte for byte', async () => {
    await using server = await startModelServer(scripted);
    const events = await wholeRun(folder, server.url);
    const state = runStateOf(events);

    expect(state.spend.trials).toBe(TRIALS);
    expect(state.openById.size).toBe(0);
    const ended = events.filter(
      ({ type }) => type === 'trial.finished' || type === 'trial.rejected',
    );
    expect(new Set(ended.map((event) => 'trialId' in event && event.trialId)).size).toBe(TRIALS);
    expect(state.proposing.byProposer['compatible/one']?.trials).toBeGreaterThan(20);
    expect(state.proposing.byProposer['anthropic/two']?.trials).toBeGreaterThan(20);
    expect(state.rejectedByWhy.get('no-reply')).toBeGreaterThan(3);
    const second = server.requests.filter(({ text }) => text.includes('could not be used'));
    expect(second.length).toBeGreaterThan(20);

    const record = readFileSync(join(folder, CASSETTE_FILE), 'utf8');
    const calls = record
      .trimEnd()
      .split('\n')
      .map((line) => Call.parse(JSON.parse(line)));
    const counted = calls.reduce((sum, { model, reply }) => sum + usdOf(model, reply?.usage), 0);
    expect(state.spend.usd).toBeCloseTo(counted, 10);
    const { spend } = Object.values(state.proposing.byProposer).reduce((a, b) => ({
      ...a,
      spend: { ...a.spend, calls: a.spend.calls + b.spend.calls },
    }));
    expect(spend.calls).toBe(calls.filter(({ reply }) => reply).length);

    expect(JSON.stringify(events)).not.toContain(KEY);
    expect(record).not.toContain(KEY);

    const before = server.requests.length;
    expect(await replayed(join(folder, 'run'), join(folder, 'again'))).toBe(jsonOf(events));
    expect(server.requests).toHaveLength(before);
  });
});

async function replayed(from: string, to: string): Promise<string> {
  await using cassette = readCassette(folder);
  await using recorded = openSqliteStore(from, { mode: 'read', clock: systemClock });
  const times = recorded.events()[Symbol.iterator]();
  const clock = { ...systemClock, wallMs: () => times.next().value?.atMs ?? 0 };
  await using store = openSqliteStore(to, { mode: 'create', clock });
  const models = SPECS('http://127.0.0.1:9/v1').map((text) =>
    replayedModel(describeModel(modelSpecFrom(text)), cassette),
  );
  const proposerFor = () => Promise.resolve(proposerOf(models));
  const { strategy } = strategyNamed('pool', {});
  const again = { recorded, store, strategy, proposerFor, syntax: fakeSyntax };
  await allOf(replay({ ...again, signal: new AbortController().signal }));
  return jsonOf([...store.events()]);
}

const jsonOf = (events: readonly RunEvent[]): string =>
  events.map((event) => JSON.stringify(event)).join('\n');

/** The price list of the two, by hand. */
function usdOf(model: string, usage: Record<string, number> = {}): number {
  const { inputTokens = 0, cachedTokens = 0, outputTokens = 0 } = usage;
  const [input, cached, output] = model === 'compatible/one' ? [1, 0.1, 10] : [3, 0.3, 15];
  return (
    ((inputTokens - cachedTokens) * input + cachedTokens * cached + outputTokens * output) / 1e6
  );
}
