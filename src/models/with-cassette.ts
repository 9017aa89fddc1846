import type { LanguageModel } from '../contracts/language-model.ts';
import { ConfigError, NoReplyError } from '../domain/errors.ts';
import { callKey, type Cassette } from './cassette.ts';

/**
 * `inner`, whose calls are recorded before anybody acts on them. A call that has a reply in the record is not made
 * again: so a run that goes on pays for none twice.
 */
export function withCassette(inner: LanguageModel, cassette: Cassette): LanguageModel {
  const { name } = inner;
  return {
    ...inner,
    ask: async (request, signal) => {
      const key = callKey(name, request);
      const { label } = request;
      const known = cassette.find(key)?.reply;
      if (known) return known;
      try {
        const reply = await inner.ask(request, signal);
        await cassette.add({ key, label, model: name, reply });
        return reply;
      } catch (error) {
        if (error instanceof NoReplyError) {
          await cassette.add({ key, label, model: name, error: error.message });
        }
        throw error;
      }
    },
  };
}

/**
 * A model that only says what is in the record.
 *
 * Asking for a call that is not in it rejects with a {@link ConfigError} that says which one.
 */
export function replayedModel(
  facts: Omit<LanguageModel, 'ask'>,
  cassette: Pick<Cassette, 'find' | 'hasLabel' | 'path' | 'size'>,
): LanguageModel {
  return {
    ...facts,
    ask: (request, signal) => {
      signal.throwIfAborted();
      const key = callKey(facts.name, request);
      const call = cassette.find(key);
      if (call?.reply) return Promise.resolve(call.reply);
      if (call?.error !== undefined) return Promise.reject(new NoReplyError(call.error));
      const why = cassette.hasLabel(request.label)
        ? 'the one of that name asked something else: its prompt, its program or its model has changed'
        : `of the ${cassette.size} calls in it none has that name`;
      return Promise.reject(
        new ConfigError(
          `Cannot replay call ${request.label} of ${facts.name} (${key.slice(0, 12)}) as it is not in ${cassette.path}: ${why}`,
        ),
      );
    },
  };
}
