/** What calls of language models use, and what that costs. */

/** Tokens of one call or of several. */
export interface ModelUsage {
  /** All tokens that were read, those from a cache included. */
  readonly inputTokens: number;
  /** Of them, those that the provider had in its cache. */
  readonly cachedTokens: number;
  /** Of them, those that the provider put into its cache. */
  readonly cacheWriteTokens: number;
  /** All tokens that were written, those of reasoning included. */
  readonly outputTokens: number;
  /** Of them, those of reasoning that nobody sees. */
  readonly reasoningTokens: number;
}

/** Dollars for a million tokens. */
export interface Price {
  readonly inputUsd: number;
  readonly cachedUsd: number;
  readonly cacheWriteUsd: number;
  readonly outputUsd: number;
}

/** Calls of models, together. */
export interface ModelSpend extends ModelUsage {
  readonly calls: number;
}

/** Nothing was used. */
export const NO_USAGE: ModelUsage = {
  inputTokens: 0,
  cachedTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
};

/** Nothing was asked. */
export const NO_SPEND: ModelSpend = { ...NO_USAGE, calls: 0 };

/** What `usage` costs, in dollars. */
export function usdOf(price: Price, usage: ModelUsage): number {
  const plain = Math.max(0, usage.inputTokens - usage.cachedTokens - usage.cacheWriteTokens);
  const micro =
    plain * price.inputUsd +
    usage.cachedTokens * price.cachedUsd +
    usage.cacheWriteTokens * price.cacheWriteUsd +
    usage.outputTokens * price.outputUsd;
  return micro / 1e6;
}

/** Tokens that count against a budget: all that were read and written. */
export function tokensOf({ inputTokens, outputTokens }: ModelUsage): number {
  return inputTokens + outputTokens;
}

/** `spend` after one more call. */
export function afterCall(spend: ModelSpend, usage: ModelUsage): ModelSpend {
  return addSpend(spend, { ...usage, calls: 1 });
}

/** Both together. */
export function addSpend(a: ModelSpend, b: ModelSpend): ModelSpend {
  return {
    calls: a.calls + b.calls,
    inputTokens: a.inputTokens + b.inputTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
  };
}
