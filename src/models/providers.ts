/** Which providers of language models there are: one line each. */

/** How a provider is spoken to. */
export interface ProviderEntry {
  readonly wire: 'openai' | 'anthropic' | 'google' | 'compatible';
  /** Environment variables that may hold the key, the first that is set counts; empty if it needs none. */
  readonly keyVariables: readonly string[];
  /** Whether it answers without a key, too. */
  readonly keyOptional: boolean;
  /** Where keys are had, for a person. */
  readonly keyHelp: string;
  /** Its address; undefined if the user must give one. */
  readonly url: string | undefined;
  /** Its name in the table of prices; undefined if it runs on the user's own machines, where tokens cost nothing. */
  readonly priceId: string | undefined;
  /** Header of the key if it is not `Authorization: Bearer …`. */
  readonly keyHeader?: string;
}

const PROVIDERS: Readonly<Record<string, ProviderEntry>> = {
  openai: hosted(
    'openai',
    'https://api.openai.com/v1',
    'OPENAI_API_KEY',
    'https://platform.openai.com/api-keys',
    'openai',
  ),
  anthropic: hosted(
    'anthropic',
    'https://api.anthropic.com/v1',
    'ANTHROPIC_API_KEY',
    'https://console.anthropic.com/settings/keys',
    'anthropic',
  ),
  google: {
    ...hosted(
      'google',
      'https://generativelanguage.googleapis.com/v1beta',
      'GOOGLE_GENERATIVE_AI_API_KEY',
      'https://aistudio.google.com/apikey',
      'google',
    ),
    keyVariables: ['GOOGLE_GENERATIVE_AI_API_KEY', 'GEMINI_API_KEY', 'GOOGLE_API_KEY'],
  },
  openrouter: hosted(
    'compatible',
    'https://openrouter.ai/api/v1',
    'OPENROUTER_API_KEY',
    'https://openrouter.ai/keys',
    'openrouter',
  ),
  groq: hosted(
    'compatible',
    'https://api.groq.com/openai/v1',
    'GROQ_API_KEY',
    'https://console.groq.com/keys',
    'groq',
  ),
  mistral: hosted(
    'compatible',
    'https://api.mistral.ai/v1',
    'MISTRAL_API_KEY',
    'https://console.mistral.ai/api-keys',
    'mistral',
  ),
  deepseek: hosted(
    'compatible',
    'https://api.deepseek.com/v1',
    'DEEPSEEK_API_KEY',
    'https://platform.deepseek.com/api_keys',
    'deepseek',
  ),
  xai: hosted('compatible', 'https://api.x.ai/v1', 'XAI_API_KEY', 'https://console.x.ai', 'x-ai'),
  together: hosted(
    'compatible',
    'https://api.together.xyz/v1',
    'TOGETHER_API_KEY',
    'https://api.together.ai/settings/api-keys',
    'together',
  ),
  fireworks: hosted(
    'compatible',
    'https://api.fireworks.ai/inference/v1',
    'FIREWORKS_API_KEY',
    'https://fireworks.ai/account/api-keys',
    'fireworks',
  ),
  azure: {
    ...hosted(
      'compatible',
      undefined,
      'AZURE_API_KEY',
      'the "Keys and Endpoint" page of the resource',
      'azure',
    ),
    keyHeader: 'api-key',
  },
  ollama: own('http://localhost:11434/v1'),
  vllm: own('http://localhost:8000/v1'),
  llamacpp: own('http://localhost:8080/v1'),
  lmstudio: own('http://localhost:1234/v1'),
  compatible: {
    ...hosted(
      'compatible',
      undefined,
      'COMPATIBLE_API_KEY',
      'the server that url= names',
      'compatible',
    ),
    keyOptional: true,
  },
};

/** The names of the providers. */
export const PROVIDER_NAMES: readonly string[] = Object.keys(PROVIDERS);

/** The provider of this name. @throws {RangeError} If there is none. */
export function providerNamed(name: string): ProviderEntry {
  const entry = Object.hasOwn(PROVIDERS, name) ? PROVIDERS[name] : undefined;
  if (!entry) throw new RangeError(`There is no provider "${name}"`);
  return entry;
}

/** The key for a provider from the environment; undefined if none is set. */
export function keyOf(
  { keyVariables }: ProviderEntry,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  return keyVariables
    .map((name) => env[name]?.trim())
    .find((key) => key !== undefined && key !== '');
}

function hosted(
  wire: ProviderEntry['wire'],
  url: string | undefined,
  ...[keyVariable, keyHelp, priceId]: readonly [string, string, string]
): ProviderEntry {
  return { wire, url, keyVariables: [keyVariable], keyOptional: false, keyHelp, priceId };
}

function own(url: string): ProviderEntry {
  return {
    wire: 'compatible',
    url,
    keyVariables: [],
    keyOptional: true,
    keyHelp: '',
    priceId: undefined,
  };
}
