import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { AiSdkModel } from './ai-sdk.ts';
import type { ModelSpec } from './model-spec.ts';
import type { ProviderEntry } from './providers.ts';

/** What a provider's package needs. */
export interface Connection {
  readonly entry: ProviderEntry;
  readonly url: string;
  /** Absent where the server asks for none. */
  readonly key: string | undefined;
}

type Made = Pick<AiSdkModel, 'model' | 'providerOptions'>;
type Make = (spec: ModelSpec, connection: Connection) => Promise<Made>;

/** How each kind of provider is made. Packages are loaded when they are needed: each takes 20 to 60 ms. */
const MAKE: Readonly<Record<ProviderEntry['wire'], Make>> = {
  openai: async ({ name, effort }, { url, key = '' }) => {
    const { createOpenAI } = await import('@ai-sdk/openai');
    const model: LanguageModelV3 = createOpenAI({ baseURL: url, apiKey: key }).chat(name);
    return { model, providerOptions: effort ? { openai: { reasoningEffort: effort } } : {} };
  },
  anthropic: async ({ name, effort }, { url, key = '' }) => {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    const model: LanguageModelV3 = createAnthropic({ baseURL: url, apiKey: key })(name);
    const thinking = { type: 'enabled', budgetTokens: REASONING_TOKENS[effort ?? 'low'] };
    return { model, providerOptions: effort ? { anthropic: { thinking } } : {} };
  },
  google: async ({ name, effort }, { url, key = '' }) => {
    const { createGoogleGenerativeAI } = await import('@ai-sdk/google');
    const model: LanguageModelV3 = createGoogleGenerativeAI({ baseURL: url, apiKey: key })(name);
    const thinkingConfig = { thinkingBudget: REASONING_TOKENS[effort ?? 'low'] };
    return { model, providerOptions: effort ? { google: { thinkingConfig } } : {} };
  },
  compatible: async ({ provider, name, effort }, { entry, url, key }) => {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
    const { keyHeader } = entry;
    const own =
      key === undefined || keyHeader === undefined ? {} : { headers: { [keyHeader]: key } };
    const bearer = key === undefined || keyHeader !== undefined ? {} : { apiKey: key };
    const settings = { name: provider, baseURL: url, includeUsage: true, ...own, ...bearer };
    const model: LanguageModelV3 = createOpenAICompatible(settings).chatModel(name);
    return { model, providerOptions: effort ? { [provider]: { reasoningEffort: effort } } : {} };
  },
};

/** Tokens of reasoning for each effort, for providers that count them. */
export const REASONING_TOKENS: Readonly<Record<'low' | 'medium' | 'high', number>> = {
  low: 2048,
  medium: 8192,
  high: 24_576,
};

/** The model of the provider's package. */
export function sdkModel(spec: ModelSpec, connection: Connection): Promise<Made> {
  return MAKE[connection.entry.wire](spec, connection);
}
