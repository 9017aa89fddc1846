import type { LanguageModel } from '../contracts/language-model.ts';
import { ModelCallError } from './model-call-error.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** `inner`, whose calls begin when the provider's limits allow it; one that is told to wait holds the others back too. */
export function withLimits(inner: LanguageModel, limiter: RateLimiter): LanguageModel {
  return {
    ...inner,
    ask: async (request, signal) => {
      try {
        return await limiter.run(() => inner.ask(request, signal), signal);
      } catch (error) {
        if (error instanceof ModelCallError && error.retryAfterMs !== undefined) {
          limiter.pause(Math.min(60_000, error.retryAfterMs));
        }
        throw error;
      }
    },
  };
}
