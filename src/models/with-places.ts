import type { LanguageModel } from '../contracts/language-model.ts';
import type { Semaphore } from '../lib/semaphore.ts';

/**
 * `inner`, whose calls wait for a place that they share with those of other models. A place is free again when the reply
 * has come: what follows from it is done while the next call is under way.
 */
export function withPlaces(inner: LanguageModel, places: Semaphore): LanguageModel {
  return {
    ...inner,
    ask: (request, signal) => places.use(signal, () => inner.ask(request, signal)),
  };
}
