/** Models of the AI SDK (https://ai-sdk.dev) behind our own port: its provider packages, without its higher layers. */
import type { LanguageModelV3, LanguageModelV3StreamPart } from '@ai-sdk/provider';
import type { LanguageModel, ModelReply, ModelRequest } from '../contracts/language-model.ts';
import { usdOf, type ModelUsage } from '../domain/model-usage.ts';
import type { Clock } from '../lib/clock.ts';
import { callErrorOf } from './call-error-of.ts';
import { ModelCallError } from './model-call-error.ts';
import type { Redact } from './redact.ts';

/** What {@link aiSdkModel} wraps. */
export interface AiSdkModel
  extends Pick<LanguageModel, 'name' | 'contextTokens' | 'maxOutputTokens' | 'price'> {
  readonly model: LanguageModelV3;
  /** Options in the words of the provider, such as how much to reason. */
  readonly providerOptions: NonNullable<
    Parameters<LanguageModelV3['doStream']>[0]['providerOptions']
  >;
  readonly clock: Clock;
  readonly redact: Redact;
  /** Longest time of one call, in milliseconds. */
  readonly callMs: number;
  /** Longest time without a new token, in milliseconds. */
  readonly idleMs: number;
}

/** A model whose reply is read as a stream, so that one that has stopped talking is noticed. */
export function aiSdkModel(options: AiSdkModel): LanguageModel {
  const { name, contextTokens, maxOutputTokens, price } = options;
  return {
    name,
    contextTokens,
    maxOutputTokens,
    price,
    ask: async (request, signal) => {
      using limits = timeLimits(options, signal);
      try {
        return await reply(options, request, limits);
      } catch (error) {
        signal.throwIfAborted();
        const { redact, clock } = options;
        throw callErrorOf(limits.over() ?? error, { name, redact, nowMs: clock.wallMs() });
      }
    },
  };
}

async function reply(
  options: AiSdkModel,
  request: ModelRequest,
  limits: TimeLimits,
): Promise<ModelReply> {
  const { model, providerOptions, clock, price, redact } = options;
  const startMs = clock.monotonicMs();
  const { stream } = await model.doStream({
    prompt: promptOf(request),
    maxOutputTokens: request.maxOutputTokens,
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    providerOptions,
    abortSignal: limits.signal,
  });
  const parts: string[] = [];
  let finish: Extract<LanguageModelV3StreamPart, { type: 'finish' }> | undefined;
  for await (const part of stream) {
    limits.heard();
    if (part.type === 'error') throw part.error;
    if (part.type === 'text-delta') parts.push(part.delta);
    if (part.type === 'finish') finish = part;
  }
  if (finish === undefined || finish.finishReason.unified === 'error') {
    throw new ModelCallError(`${options.name} stopped in the middle of its reply`, {
      retryable: true,
    });
  }
  const text = redact(parts.join(''));
  const usage = usageOf(finish.usage, { request, text });
  return {
    text,
    finish: FINISH[finish.finishReason.unified] ?? 'other',
    usage,
    usd: usdOf(price, usage),
    latencyMs: clock.monotonicMs() - startMs,
  };
}

const FINISH: Readonly<Record<string, ModelReply['finish']>> = {
  stop: 'stop',
  length: 'length',
  'content-filter': 'refused',
};

/** The part that is the same in every call is marked for the cache of providers that want marks. */
function promptOf({
  system,
  messages,
}: ModelRequest): Parameters<LanguageModelV3['doStream']>[0]['prompt'] {
  return [
    {
      role: 'system',
      content: system,
      providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } },
    },
    ...messages.map(({ role, text }) => ({ role, content: [{ type: 'text' as const, text }] })),
  ];
}

type StreamUsage = Extract<LanguageModelV3StreamPart, { type: 'finish' }>['usage'];

/** Tokens as the provider counted them; of a server that counts none, what the texts come to. */
function usageOf(
  { inputTokens, outputTokens }: StreamUsage,
  { request, text }: { readonly request: ModelRequest; readonly text: string },
): ModelUsage {
  const asked =
    request.system.length + request.messages.reduce((sum, message) => sum + message.text.length, 0);
  return {
    inputTokens: inputTokens.total ?? Math.ceil(asked / CHARACTERS_A_TOKEN),
    cachedTokens: inputTokens.cacheRead ?? 0,
    cacheWriteTokens: inputTokens.cacheWrite ?? 0,
    outputTokens: outputTokens.total ?? Math.ceil(text.length / CHARACTERS_A_TOKEN),
    reasoningTokens: outputTokens.reasoning ?? 0,
  };
}

/** Of English and code, rather too few than too many. */
const CHARACTERS_A_TOKEN = 3.5;

interface TimeLimits extends Disposable {
  readonly signal: AbortSignal;
  /** Says that the model has said something. */
  heard(): void;
  /** The limit that was reached; undefined if none was. */
  over(): ModelCallError | undefined;
}

function timeLimits({ name, callMs, idleMs }: AiSdkModel, outer: AbortSignal): TimeLimits {
  const own = new AbortController();
  let over: ModelCallError | undefined;
  const end = (what: string): void => {
    over = new ModelCallError(`${name} ${what}`, { retryable: true });
    own.abort(over);
  };
  const call = setTimeout(() => end(`took longer than ${callMs / 1000} s`), callMs);
  const idle = setTimeout(() => end(`said nothing for ${idleMs / 1000} s`), idleMs);
  return {
    signal: AbortSignal.any([outer, own.signal]),
    heard: () => void idle.refresh(),
    over: () => over,
    [Symbol.dispose]: () => {
      clearTimeout(call);
      clearTimeout(idle);
    },
  };
}
