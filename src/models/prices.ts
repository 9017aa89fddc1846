import { calcPrice } from '@pydantic/genai-prices';
import type { Price } from '../domain/model-usage.ts';

/** What the table of prices knows of a model. */
export interface KnownModel {
  readonly price: Price;
  /** Most tokens of a request and its reply. */
  readonly contextTokens: number | undefined;
}

/** What a model costs and holds, from the table that is shipped; undefined if it is not in it. */
export function knownModel(priceId: string, name: string): KnownModel | undefined {
  const found = calcPrice({ input_tokens: 1 }, name, { providerId: priceId });
  if (!found) return undefined;
  const base = (key: string, otherwise: number): number => {
    const value = found.model_price[key];
    if (typeof value === 'number') return value;
    return value?.base ?? otherwise;
  };
  const inputUsd = base('input_mtok', Number.NaN);
  const outputUsd = base('output_mtok', Number.NaN);
  if (!Number.isFinite(inputUsd * outputUsd)) return undefined;
  return {
    price: {
      inputUsd,
      cachedUsd: base('cache_read_mtok', inputUsd),
      cacheWriteUsd: base('cache_write_mtok', inputUsd),
      outputUsd,
    },
    contextTokens: found.model.context_window,
  };
}

/** The price that a text says: one to four numbers, see `ModelSpec`; `0` is free. */
export function priceFromText(text: string): Price {
  const numbers = text.split('/').map(Number);
  const [inputUsd = 0, second = inputUsd, third = inputUsd] = numbers;
  const outputUsd = numbers.at(-1) ?? inputUsd;
  return {
    inputUsd,
    cachedUsd: numbers.length > 2 ? second : inputUsd,
    cacheWriteUsd: numbers.length > 3 ? third : inputUsd,
    outputUsd,
  };
}

/** The text that {@link priceFromText} reads as `price`. */
export function textFromPrice({ inputUsd, cachedUsd, cacheWriteUsd, outputUsd }: Price): string {
  return [inputUsd, cachedUsd, cacheWriteUsd, outputUsd].join('/');
}
