import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '../contracts/language-model.ts';
import { systemClock } from '../lib/clock.ts';
import { type Scripted, startModelServer } from '../testing/model-server.ts';
import { modelSpecFrom } from './model-spec.ts';
import { describeModel, hasKey, modelOpener, type ModelWorld, resolvedSpec } from './open-model.ts';
import { textFromModelSpec } from './model-spec.ts';
import { systemSleep } from './sleep.ts';

const KEY = 'sk-unit-0123456789abcdef';
const never = new AbortController().signal;
const KEY_HEADER: Readonly<Record<string, string>> = {
  anthropic: 'x-api-key',
  azure: 'api-key',
  google: 'x-goog-api-key',
};
const ask: ModelRequest = {
  label: '1/t1/1',
  system: 'You are brief.',
  messages: [{ role: 'user', text: 'Say yes.' }],
  temperature: 0.5,
  maxOutputTokens: 4096,
};

function worldOf(waits: number[] = []): ModelWorld {
  return {
    env: {
      COMPATIBLE_API_KEY: KEY,
      ANTHROPIC_API_KEY: KEY,
      GEMINI_API_KEY: KEY,
      AZURE_API_KEY: KEY,
    },
    clock: systemClock,
    sleep: (ms, signal) => {
      waits.push(ms);
      return systemSleep(Math.min(ms, 5), signal);
    },
  };
}

const yes: Scripted = {
  kind: 'text',
  text: 'yes, it is so',
  usage: { input: 1200, cached: 1024, output: 150, reasoning: 100 },
};

async function opened(
  spec: string,
  answer: (n: number) => Scripted,
  waits?: number[],
): Promise<{
  reply: (signal?: AbortSignal) => Promise<unknown>;
  server: Awaited<ReturnType<typeof startModelServer>>;
}> {
  const server = await startModelServer((_, n) => answer(n));
  const model = await modelOpener(worldOf(waits))(modelSpecFrom(spec.replace('URL', server.url)));
  return { server, reply: (signal = never) => model.ask(ask, signal) };
}

describe('modelOpener()', () => {
  it.each(['compatible', 'anthropic', 'azure', 'google'])(
    'modelOpener() counts tokens of every kind and what they cost when provider %s answers',
    async (provider) => {
      const { server, reply } = await opened(`${provider}/m,url=URL,price=2/0.5/10`, () => yes);
      await using _ = server;
      const reasoning = provider === 'anthropic' ? 0 : 100;
      expect(await reply()).toMatchObject({
        text: 'yes, it is so',
        finish: 'stop',
        usage: {
          inputTokens: 1200,
          cachedTokens: 1024,
          outputTokens: 150,
          reasoningTokens: reasoning,
        },
        usd: (176 * 2 + 1024 * 0.5 + 150 * 10) / 1e6,
      });
      const [request] = server.requests;
      const sent = KEY_HEADER[provider] ?? 'authorization';
      expect(request?.headers[sent]).toContain(KEY);
      expect(request?.text).toContain('4096');
      expect(request?.text).toContain('"temperature":0.5');
    },
  );

  it('modelOpener() marks what is the same in all calls for the cache when the provider wants marks', async () => {
    const { server, reply } = await opened('anthropic/m,url=URL,price=0', () => yes);
    await using _ = server;
    await reply();
    expect(server.requests[0]?.text).toContain('"cache_control":{"type":"ephemeral"}');
  });

  it('modelOpener() says how much to reason when it is asked to', async () => {
    const { server, reply } = await opened('compatible/m,url=URL,price=0,effort=low', () => yes);
    await using _ = server;
    await reply();
    expect(server.requests[0]?.body).toMatchObject({ reasoning_effort: 'low' });
  });

  it('modelOpener() says that a reply was cut off', async () => {
    const { server, reply } = await opened('compatible/m,url=URL,price=0', () => ({
      ...yes,
      finish: 'length',
    }));
    await using _ = server;
    expect(await reply()).toMatchObject({ finish: 'length' });
  });

  it('modelOpener() waits as long as the provider says, and longer each time when it does not say', async () => {
    const waits: number[] = [];
    const failures: Scripted[] = [
      { kind: 'status', status: 429, message: 'slow', headers: { 'retry-after-ms': '123' } },
      { kind: 'status', status: 429, message: 'slow', headers: { 'retry-after': '0.4' } },
      { kind: 'status', status: 500, message: 'oops' },
      { kind: 'garbage' },
      { ...yes, drop: true },
    ];
    const { server, reply } = await opened(
      'compatible/m,url=URL,price=0',
      (n) => failures[n] ?? yes,
      waits,
    );
    await using _ = server;
    expect(await reply()).toMatchObject({ text: 'yes, it is so' });
    expect(server.requests).toHaveLength(6);
    expect(waits).toContain(123);
    expect(waits).toContain(400);
    const own = waits.filter((ms) => ms > 3000);
    expect(own.some((ms) => ms >= 4000 && ms <= 5000)).toBe(true);
    expect(own.some((ms) => ms >= 16_000 && ms <= 20_000)).toBe(true);
  });

  it.each([
    [401, 'the key is not accepted', 1],
    [404, 'no such model', 1],
    [429, 'asked 6 times', 6],
    [503, 'asked 6 times', 6],
  ])(
    'modelOpener() gives up after status %i with what it means, without the key',
    async (status, words, calls) => {
      const message = `bad key ${KEY} (${encodeURIComponent(KEY)})`;
      const { server, reply } = await opened('compatible/m,url=URL,price=0', () => ({
        kind: 'status',
        status,
        message,
      }));
      await using _ = server;
      const error: unknown = await reply().catch((caught: unknown) => caught);
      expect(String(error)).toContain(`compatible/m answered ${status}`);
      expect(String(error)).toContain(words);
      expect(server.requests).toHaveLength(calls);
      expect(JSON.stringify(allOf(error))).not.toContain(KEY);
    },
  );

  it('modelOpener() does not ask again when the account has no credit', async () => {
    const message = 'You exceeded your current quota: insufficient_quota';
    const { server, reply } = await opened('compatible/m,url=URL,price=0', () => ({
      kind: 'status',
      status: 429,
      message,
    }));
    await using _ = server;
    await expect(reply()).rejects.toThrow('insufficient_quota');
    expect(server.requests).toHaveLength(1);
  });

  it('modelOpener() gives up a call that says nothing within its time', async () => {
    const { server, reply } = await opened('compatible/m,url=URL,price=0,timeout=0.1', (n) =>
      n === 0 ? { kind: 'silence' } : yes,
    );
    await using _ = server;
    expect(await reply()).toMatchObject({ text: 'yes, it is so' });
    expect(server.requests).toHaveLength(2);
  });

  it('modelOpener() rejects with the reason of the signal when it is stopped', async () => {
    const { server, reply } = await opened('compatible/m,url=URL,price=0', () => ({
      kind: 'silence',
    }));
    await using _ = server;
    const stop = new AbortController();
    const asked = reply(stop.signal);
    setTimeout(() => stop.abort(new Error('enough')), 30);
    await expect(asked).rejects.toThrow('enough');
  });

  it('modelOpener() makes no more calls at a time than a provider takes, for all of its models together', async () => {
    await using server = await startModelServer(() => ({ ...yes, delayMs: 20 }));
    const open = modelOpener(worldOf());
    const models = await Promise.all(
      ['a', 'b'].map((name) =>
        open(modelSpecFrom(`compatible/${name},url=${server.url},price=0,calls=3`)),
      ),
    );
    await Promise.all(
      models.flatMap((model) => Array.from({ length: 6 }, () => model.ask(ask, never))),
    );
    expect(server.requests).toHaveLength(12);
    expect(server.mostAtOnce()).toBe(3);
  });

  it('modelOpener() begins calls no faster than a provider allows', async () => {
    await using server = await startModelServer(() => yes);
    const world = { ...worldOf(), sleep: systemSleep };
    const model = await modelOpener(world)(
      modelSpecFrom(`compatible/a,url=${server.url},price=0,rpm=1200`),
    );
    const startMs = systemClock.monotonicMs();
    await Promise.all(Array.from({ length: 6 }, () => model.ask(ask, never)));
    expect(systemClock.monotonicMs() - startMs).toBeGreaterThanOrEqual(5 * 50 - 5);
  });
});

describe('describeModel()', () => {
  it('describeModel() knows prices and sizes when the model is in the table', () => {
    const { price, contextTokens } = describeModel(modelSpecFrom('openai/gpt-5'));
    expect(price).toMatchObject({ inputUsd: 1.25, cachedUsd: 0.125, outputUsd: 10 });
    expect(contextTokens).toBe(200_000);
    expect(describeModel(modelSpecFrom('anthropic/claude-sonnet-4-5')).price.cacheWriteUsd).toBe(
      3.75,
    );
  });

  it("describeModel() takes a model on the user's own machine as free", () => {
    expect(describeModel(modelSpecFrom('ollama/qwen3')).price.outputUsd).toBe(0);
  });

  it.each([
    'openai/no-such-model',
    'compatible/x,url=http://h/v1',
    'openai/gpt-5,url=http://other/v1',
  ])('describeModel() asks for the price of %s', (text) =>
    expect(() => describeModel(modelSpecFrom(text))).toThrow('price=input/output'),
  );

  it('describeModel() asks for an address when the provider has none', () => {
    expect(() => describeModel(modelSpecFrom('azure/gpt-5,price=1/2'))).toThrow('url=https://');
  });

  it('resolvedSpec() says the same when it is written down and read again', () => {
    const spec = resolvedSpec(modelSpecFrom('anthropic/claude-sonnet-4-5,effort=medium'));
    expect(describeModel(modelSpecFrom(textFromModelSpec(spec)))).toEqual(describeModel(spec));
    expect(describeModel(spec).price).toEqual(
      describeModel(modelSpecFrom('anthropic/claude-sonnet-4-5')).price,
    );
  });
});

describe('hasKey()', () => {
  it('hasKey() is false when the variable is not set or empty, and true where no key is needed', () => {
    expect(hasKey(modelSpecFrom('openai/gpt-5'), { OPENAI_API_KEY: ' ' })).toBe(false);
    expect(hasKey(modelSpecFrom('openai/gpt-5'), { OPENAI_API_KEY: 'x' })).toBe(true);
    expect(hasKey(modelSpecFrom('google/gemini-2.5-pro'), { GEMINI_API_KEY: 'x' })).toBe(true);
    expect(hasKey(modelSpecFrom('ollama/x'), {})).toBe(true);
  });
});

/** An error with all that hangs on it. */
function allOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const own = Object.fromEntries(Object.entries(error));
  return { own, message: error.message, stack: error.stack, cause: allOf(error.cause) };
}
