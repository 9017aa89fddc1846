import { APICallError } from '@ai-sdk/provider';
import { ModelCallError } from './model-call-error.ts';
import type { Redact } from './redact.ts';
import { retryAfterMs } from './retry-after.ts';

/** Where an error came from. */
export interface ErrorPlace {
  /** Name of the model. */
  readonly name: string;
  readonly redact: Redact;
  /** Wall-clock time, in milliseconds since 1970. */
  readonly nowMs: number;
}

/** Status codes that say: the key, the model's name or the request is wrong. */
const MEANING: Readonly<Record<number, string>> = {
  401: 'the key is not accepted',
  402: 'the account has no credit',
  403: 'the key may not use this model',
  404: 'there is no such model or address',
  413: 'the request is too large',
  429: 'too many requests',
};
/** What an account without credit says with 429: waiting does not help. */
const NO_CREDIT = /insufficient_quota|billing|credit balance/iu;

/** An error of a provider's package as ours, which holds only text that no key is in. */
export function callErrorOf(error: unknown, { name, redact, nowMs }: ErrorPlace): ModelCallError {
  if (error instanceof ModelCallError) return error;
  if (!APICallError.isInstance(error) || error.statusCode === undefined) {
    return new ModelCallError(redact(`${name} cannot be reached: ${messageOf(error)}`), {
      retryable: true,
    });
  }
  const { statusCode, responseHeaders = {}, responseBody = '' } = error;
  const meaning = MEANING[statusCode] === undefined ? '' : ` (${MEANING[statusCode]})`;
  const detail = oneLine(error.message === '' ? responseBody : error.message);
  const waitMs = retryAfterMs(responseHeaders, nowMs);
  return new ModelCallError(redact(`${name} answered ${statusCode}${meaning}: ${detail}`), {
    retryable: isRetryable(statusCode) && !NO_CREDIT.test(responseBody),
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
  });
}

function isRetryable(statusCode: number): boolean {
  return statusCode === 408 || statusCode === 409 || statusCode === 429 || statusCode >= 500;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error))
    return oneLine(typeof error === 'string' ? error : JSON.stringify(error));
  const cause = error.cause instanceof Error ? `: ${messageOf(error.cause)}` : '';
  return oneLine(`${error.message}${cause}`);
}

function oneLine(text: string): string {
  const flat = text.replaceAll(/\s+/gu, ' ').trim();
  return flat.length > 300 ? `${flat.slice(0, 299)}…` : flat;
}
