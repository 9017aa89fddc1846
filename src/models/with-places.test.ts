import { describe, expect, it } from 'vitest';
import type { LanguageModel, ModelReply } from '../contracts/language-model.ts';
import { NO_USAGE } from '../domain/model-usage.ts';
import { createSemaphore } from '../lib/semaphore.ts';
import { withPlaces } from './with-places.ts';

const REPLY: ModelReply = { text: '', finish: 'stop', usage: NO_USAGE, usd: 0, latencyMs: 0 };
const signal = new AbortController().signal;

/** A model that answers when it is told to, and says what was asked of it. */
function waitingModel(name: string, asked: string[]): { model: LanguageModel; answer: () => void } {
  const waiting: (() => void)[] = [];
  const model: LanguageModel = {
    name,
    contextTokens: 1000,
    maxOutputTokens: 100,
    price: { inputUsd: 0, cachedUsd: 0, cacheWriteUsd: 0, outputUsd: 0 },
    ask: ({ label }) => {
      asked.push(label);
      return new Promise((resolve) => waiting.push(() => resolve(REPLY)));
    },
  };
  return { model, answer: () => waiting.shift()?.() };
}

describe('withPlaces()', () => {
  it('lets models share the places, in the order of asking, and frees one with the reply', async () => {
    const asked: string[] = [];
    const [one, two] = [waitingModel('one', asked), waitingModel('two', asked)];
    const places = createSemaphore(2);
    const [a, b] = [withPlaces(one.model, places), withPlaces(two.model, places)];
    const ask = (model: LanguageModel, label: string): Promise<ModelReply> =>
      model.ask({ label, system: '', messages: [], maxOutputTokens: 100 }, signal);
    const first = ask(a, 'a1');
    void ask(b, 'b1');
    void ask(b, 'b2');
    await Promise.resolve();
    expect(asked).toEqual(['a1', 'b1']);
    one.answer();
    const order = first.then(() => [...asked]);
    // The next call has begun by the time that anybody can act on the reply.
    expect(await order).toEqual(['a1', 'b1', 'b2']);
  });

  it('does not ask when the signal comes before the place', async () => {
    const asked: string[] = [];
    const { model } = waitingModel('one', asked);
    const limited = withPlaces(model, createSemaphore(1));
    const stop = new AbortController();
    const request = { label: 'x', system: '', messages: [], maxOutputTokens: 100 };
    void limited.ask(request, signal);
    const second = limited.ask({ ...request, label: 'y' }, stop.signal);
    stop.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
    expect(asked).toEqual(['x']);
  });
});
