import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LanguageModel, ModelReply, ModelRequest } from '../contracts/language-model.ts';
import { NoReplyError } from '../domain/errors.ts';
import { NO_USAGE, usdOf } from '../domain/model-usage.ts';
import { CASSETTE_FILE, openCassette, readCassette } from './cassette.ts';
import { replayedModel, withCassette } from './with-cassette.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'barbican-cassette-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const never = new AbortController().signal;
const price = { inputUsd: 1, cachedUsd: 1, cacheWriteUsd: 1, outputUsd: 1 };
const facts = { name: 'p/m', contextTokens: 1000, maxOutputTokens: 100, price };
const request = (label: string, text = 'Say yes.'): ModelRequest => ({
  label,
  system: 's',
  messages: [{ role: 'user', text }],
  maxOutputTokens: 100,
});
const replyOf = (text: string): ModelReply => ({
  text,
  finish: 'stop',
  usage: { ...NO_USAGE, outputTokens: 3 },
  usd: usdOf(price, { ...NO_USAGE, outputTokens: 3 }),
  latencyMs: 12.5,
});

/** Says what it was asked, and how often it was asked. */
function talker(): LanguageModel & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    ...facts,
    asked,
    ask: ({ label }) => {
      asked.push(label);
      if (label.includes('mute')) return Promise.reject(new NoReplyError('p/m answered 503'));
      return Promise.resolve(replyOf(`to ${label} – „ü\n“`));
    },
  };
}

describe('withCassette()', () => {
  it('withCassette() asks a question once, also after the record was closed and opened', async () => {
    const inner = talker();
    for (let i = 0; i < 2; i++) {
      await using cassette = await openCassette(folder);
      const model = withCassette(inner, cassette);
      for (const label of ['1/t1/1', '1/t2/1', '1/t1/1']) {
        expect(await model.ask(request(label), never)).toEqual(replyOf(`to ${label} – „ü\n“`));
      }
    }
    expect(inner.asked).toEqual(['1/t1/1', '1/t2/1']);
  });

  it('withCassette() asks again when there was no reply, and replays that there was none', async () => {
    const inner = talker();
    await using cassette = await openCassette(folder);
    const model = withCassette(inner, cassette);
    for (let i = 0; i < 2; i++)
      await expect(model.ask(request('mute'), never)).rejects.toThrow('503');
    expect(inner.asked).toHaveLength(2);
    await using recorded = readCassette(folder);
    await expect(replayedModel(facts, recorded).ask(request('mute'), never)).rejects.toThrow(
      NoReplyError,
    );
  });

  it('withCassette() forgets a line that was cut off, and only that', async () => {
    const inner = talker();
    const ask = async (label: string): Promise<void> => {
      await using cassette = await openCassette(folder);
      await withCassette(inner, cassette).ask(request(label), never);
    };
    await ask('a');
    appendFileSync(join(folder, CASSETTE_FILE), '{"v":1,"key":"dead');
    await ask('b');
    await ask('a');
    expect(inner.asked).toEqual(['a', 'b']);
    expect(readFileSync(join(folder, CASSETTE_FILE), 'utf8')).not.toContain('dead');
  });

  it('withCassette() keeps calls apart that come at once', async () => {
    await using cassette = await openCassette(folder);
    const model = withCassette(talker(), cassette);
    const labels = Array.from({ length: 50 }, (_, i) => `1/t${i}/1`);
    await Promise.all(labels.map((label) => model.ask(request(label), never)));
    await using recorded = readCassette(folder);
    const replayed = replayedModel(facts, recorded);
    for (const label of labels) {
      expect((await replayed.ask(request(label), never)).text).toContain(`${label} `);
    }
  });
});

describe('replayedModel()', () => {
  it('replayedModel() says which call is missing, and why when one of that name asked something else', async () => {
    {
      await using cassette = await openCassette(folder);
      await withCassette(talker(), cassette).ask(request('1/t1/1'), never);
    }
    await using recorded = readCassette(folder);
    const model = replayedModel(facts, recorded);
    await expect(model.ask(request('1/t9/1'), never)).rejects.toThrow(
      /1\/t9\/1.*calls\.jsonl.*none has that name/u,
    );
    await expect(model.ask(request('1/t1/1', 'Say no.'), never)).rejects.toThrow(
      /1\/t1\/1.*asked something else/u,
    );
  });

  it('readCassette() says that there is no record, or that it is damaged', () => {
    expect(() => readCassette(folder)).toThrow('cannot be read');
    writeFileSync(join(folder, CASSETTE_FILE), 'not json\n');
    expect(() => readCassette(folder)).toThrow('a line of it is damaged');
  });
});
