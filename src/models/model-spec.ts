import { z } from 'zod';
import { ConfigError } from '../domain/errors.ts';
import { PROVIDER_NAMES } from './providers.ts';

const number = z.coerce.number();
const PriceText = z
  .string()
  .regex(
    /^\d+(\.\d+)?(\/\d+(\.\d+)?){0,3}$/u,
    'write dollars for a million tokens, input/output such as 1.25/10, or input/cached/output, or input/cached/cache write/output',
  );

/** What may be said of a model behind its name. */
const Options = z.strictObject({
  url: z.url({ protocol: /^https?$/u }).optional(),
  price: PriceText.optional(),
  context: number.int().min(1024).optional(),
  output: number.int().min(256).optional(),
  temperature: z
    .string()
    .regex(/^(none|\d+(\.\d+)?(\/\d+(\.\d+)?)*)$/u, 'write none, or numbers such as 0.2/1')
    .optional(),
  effort: z.enum(['low', 'medium', 'high']).optional(),
  rpm: number.positive().optional(),
  calls: number.int().min(1).max(256).optional(),
  timeout: number.positive().optional(),
});

/** A model as the user names it. Plain JSON: it is logged, and holds no key. */
export interface ModelSpec {
  /** One of {@link PROVIDER_NAMES}. */
  readonly provider: string;
  /** The provider's own name of the model; may hold slashes. */
  readonly name: string;
  /** Address of the server instead of the provider's own. */
  readonly url?: string | undefined;
  /** Dollars for a million tokens: `input/output`, `input/cached/output` or `input/cached/cache write/output`. */
  readonly price?: string | undefined;
  /** Most tokens of a request and its reply. */
  readonly context?: number | undefined;
  /** Most tokens of a reply. */
  readonly output?: number | undefined;
  /** Temperatures to choose from, as `0.2/1`, or `none`. */
  readonly temperature?: string | undefined;
  /** How much to reason. */
  readonly effort?: 'low' | 'medium' | 'high' | undefined;
  /** Calls begun in a minute. */
  readonly rpm?: number | undefined;
  /** Calls at a time. */
  readonly calls?: number | undefined;
  /** Longest time of one call, in seconds. */
  readonly timeout?: number | undefined;
}

/**
 * The model that a text such as `openai/gpt-5,effort=low,rpm=60` names.
 *
 * @throws {ConfigError} If the provider or an option is unknown, or a value is wrong.
 */
export function modelSpecFrom(text: string): ModelSpec {
  const [path = '', ...items] = text.split(',');
  const [, provider = '', name = ''] = /^([^/]*)\/(.*)$/su.exec(path) ?? [];
  if (name === '') {
    throw new ConfigError(
      `Cannot use model "${path}": write provider/name, such as openai/gpt-5 or ollama/qwen3`,
    );
  }
  if (!PROVIDER_NAMES.includes(provider)) {
    throw new ConfigError(
      `Cannot use model "${path}" as provider "${provider}" is unknown: known are ${PROVIDER_NAMES.join(', ')}; for any other OpenAI-compatible server write compatible/${name},url=https://…`,
    );
  }
  return { ...optionsFrom(path, items), provider, name };
}

/** The text that {@link modelSpecFrom} reads as `spec`. */
export function textFromModelSpec({ provider, name, ...options }: ModelSpec): string {
  const items = Object.entries(options).map(([key, value]) => `${key}=${String(value)}`);
  return [`${provider}/${name}`, ...items].join(',');
}

function optionsFrom(path: string, items: readonly string[]): Omit<ModelSpec, 'provider' | 'name'> {
  const given: Record<string, string> = {};
  for (const item of items) {
    const [key = '', value] = item.split(/=(.*)/su);
    if (value === undefined || Object.hasOwn(given, key)) {
      throw new ConfigError(`Cannot read "${item}" of model "${path}": write each key=value once`);
    }
    given[key] = value;
  }
  const read = Options.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    const known = Object.keys(Options.shape).join(', ');
    const where = issue?.path.join('.') || `an option (known are ${known})`;
    throw new ConfigError(`Cannot use ${where} of model "${path}": ${issue?.message}`);
  }
  refuseKeyIn(path, read.data.url);
  return read.data;
}

/** An address is logged; a key in it would be too. */
function refuseKeyIn(path: string, url: string | undefined): void {
  if (url === undefined) return;
  const { username, password, search } = new URL(url);
  if (username === '' && password === '' && search === '') return;
  throw new ConfigError(
    `Cannot use the url of model "${path}" as it holds a user, a password or a query, and addresses are logged: keys come from the environment only`,
  );
}
