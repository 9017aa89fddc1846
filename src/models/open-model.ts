import type { LanguageModel } from '../contracts/language-model.ts';
import { ConfigError } from '../domain/errors.ts';
import type { Price } from '../domain/model-usage.ts';
import type { Clock } from '../lib/clock.ts';
import { aiSdkModel } from './ai-sdk.ts';
import type { ModelSpec } from './model-spec.ts';
import { type KnownModel, knownModel, priceFromText, textFromPrice } from './prices.ts';
import { keyOf, type ProviderEntry, providerNamed } from './providers.ts';
import { rateLimiter, type RateLimiter } from './rate-limiter.ts';
import { redactor } from './redact.ts';
import { REASONING_TOKENS, sdkModel } from './sdk-model.ts';
import type { Sleep } from './sleep.ts';
import { withLimits } from './with-limits.ts';
import { RETRIES, type RetryOptions, withRetries } from './with-retries.ts';

/** What opening models needs of the outside. */
export interface ModelWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly retries?: Omit<RetryOptions, 'sleep'>;
}

/** Calls of one provider at a time, where the user does not say. */
const CALLS = 16;
/** Longest time of one call where the user does not say, in seconds. */
const CALL_SECONDS = 600;
const IDLE_SECONDS = 120;
/** What is assumed to fit where neither the user nor the table of prices says. */
const CONTEXT_TOKENS = 32_768;
const HOSTED_CONTEXT_TOKENS = 128_000;
/** Above it some providers charge more for each token. */
const LARGEST_CONTEXT_TOKENS = 200_000;
const OUTPUT_TOKENS = 16_384;

/**
 * What a model is, without asking it.
 *
 * @throws {ConfigError} If its price is not known and not given, or its provider has no address.
 */
export function describeModel(
  spec: ModelSpec,
): Omit<LanguageModel, 'ask'> & { readonly url: string } {
  const entry = providerNamed(spec.provider);
  const own = spec.url === undefined && entry.priceId !== undefined;
  const known = own ? knownModel(entry.priceId ?? '', spec.name) : undefined;
  const contextTokens = spec.context ?? contextOf(known);
  return {
    name: `${spec.provider}/${spec.name}`,
    url: urlOf(spec, entry),
    price:
      spec.price === undefined
        ? (known?.price ?? freeOrAsk(spec, entry))
        : priceFromText(spec.price),
    contextTokens,
    maxOutputTokens: spec.output ?? outputOf(spec, contextTokens),
  };
}

function contextOf(known: KnownModel | undefined): number {
  if (!known) return CONTEXT_TOKENS;
  return Math.min(known.contextTokens ?? HOSTED_CONTEXT_TOKENS, LARGEST_CONTEXT_TOKENS);
}

function outputOf({ effort }: ModelSpec, contextTokens: number): number {
  const reasoning = effort === undefined ? 0 : REASONING_TOKENS[effort];
  return Math.min(OUTPUT_TOKENS + reasoning, Math.floor(contextTokens / 2));
}

/** `spec` with all that is looked up written out, so that a run goes on with what it began with. */
export function resolvedSpec(spec: ModelSpec): ModelSpec {
  const { price, contextTokens, maxOutputTokens } = describeModel(spec);
  return { ...spec, price: textFromPrice(price), context: contextTokens, output: maxOutputTokens };
}

/** Whether the key for a model is there, or none is needed. */
export function hasKey(spec: ModelSpec, env: ModelWorld['env']): boolean {
  const entry = providerNamed(spec.provider);
  return entry.keyOptional || keyOf(entry, env) !== undefined;
}

/** How a person gets the key that is missing. */
export function keyHelp({ provider }: ModelSpec): string {
  const { keyVariables, keyHelp: where } = providerNamed(provider);
  return `set ${keyVariables[0]} in the environment (keys: ${where})`;
}

/** Opens models; those of one provider share its limits. */
export function modelOpener(world: ModelWorld): (spec: ModelSpec) => Promise<LanguageModel> {
  const limiters = new Map<string, RateLimiter>();
  return async (spec) => {
    const entry = providerNamed(spec.provider);
    const { url, ...facts } = describeModel(spec);
    const key = keyOf(entry, world.env);
    const made = await sdkModel(spec, { entry, url, key });
    const limiter = limiters.get(url) ?? limiterOf(spec, world);
    limiters.set(url, limiter);
    const callMs = 1000 * (spec.timeout ?? CALL_SECONDS);
    const model = aiSdkModel({
      ...facts,
      ...made,
      clock: world.clock,
      redact: redactor(key === undefined ? [] : [key]),
      callMs,
      idleMs: Math.min(callMs, 1000 * IDLE_SECONDS),
    });
    return withRetries(withLimits(model, limiter), {
      ...(world.retries ?? RETRIES),
      sleep: world.sleep,
    });
  };
}

function limiterOf({ calls = CALLS, rpm }: ModelSpec, { clock, sleep }: ModelWorld): RateLimiter {
  return rateLimiter({ calls, ...(rpm === undefined ? {} : { perMinute: rpm }) }, clock, sleep);
}

function urlOf(spec: ModelSpec, entry: ProviderEntry): string {
  const url = spec.url ?? entry.url;
  if (url !== undefined) return url;
  throw new ConfigError(
    `Cannot use model ${spec.provider}/${spec.name} as its server is not known: add url=https://… behind its name`,
  );
}

function freeOrAsk({ provider, name }: ModelSpec, entry: ProviderEntry): Price {
  if (entry.priceId === undefined) return priceFromText('0');
  throw new ConfigError(
    `Cannot use model ${provider}/${name} as its price is not known and costs are not guessed: add price=input/output in dollars for a million tokens, such as --model ${provider}/${name},price=0.5/1.5, or price=0 if it costs nothing`,
  );
}
