import type { LanguageModel } from '../contracts/language-model.ts';
import { createRng } from '../lib/rng.ts';
import { ModelCallError } from './model-call-error.ts';
import type { Sleep } from './sleep.ts';

/** How often and how patiently {@link withRetries} asks. */
export interface RetryOptions {
  readonly sleep: Sleep;
  /** Most calls for one question, at least 1. */
  readonly attempts: number;
  /** The first wait, in milliseconds; each further one is twice as long. */
  readonly firstWaitMs: number;
  /** No wait is longer, whatever the provider asks for, in milliseconds. */
  readonly longestWaitMs: number;
}

/** A minute or two of patience. */
export const RETRIES: Omit<RetryOptions, 'sleep'> = {
  attempts: 6,
  firstWaitMs: 1000,
  longestWaitMs: 60_000,
};

/**
 * `inner`, asked again when it fails in a way that may pass: after as long as the provider says, else after twice as
 * long each time, with up to a quarter more so that calls that failed together do not come back together.
 */
export function withRetries(inner: LanguageModel, options: RetryOptions): LanguageModel {
  const { sleep, attempts, firstWaitMs, longestWaitMs } = options;
  return {
    ...inner,
    ask: async (request, signal) => {
      const rng = createRng(`retries/${request.label}`);
      for (let attempt = 1; ; attempt++) {
        try {
          return await inner.ask(request, signal);
        } catch (error) {
          if (!(error instanceof ModelCallError) || !error.retryable) throw error;
          if (attempt >= attempts) {
            throw new ModelCallError(`${error.message} (asked ${attempt} times)`, {
              retryable: true,
            });
          }
          const waitMs =
            error.retryAfterMs ?? firstWaitMs * 2 ** (attempt - 1) * (1 + rng.next() / 4);
          await sleep(Math.min(longestWaitMs, waitMs), signal);
        }
      }
    },
  };
}
