import type { Store } from '../contracts/store.ts';
import { EVENT_VERSION, type RunEvent } from '../domain/event.ts';
import { InfraError } from '../domain/errors.ts';
import type { Clock } from '../lib/clock.ts';
import { hashOf } from '../lib/hash.ts';
import { exactJson } from '../stores/exact-json.ts';

/**
 * A store that lives as long as the process: for tests and benches.
 *
 * Events are kept as JSON text, so that what cannot be written to a disk cannot be kept here either.
 */
export function memoryStore(clock: Pick<Clock, 'wallMs'>): Store {
  const log: string[] = [];
  const blobs = new Map<string, string>();
  let open = true;
  const checkOpen = (): void => {
    if (!open) throw new InfraError('Cannot use a store in memory that is closed');
  };
  return {
    append: async (events, texts = []) => {
      checkOpen();
      const stored = events.map((event, i) => ({
        ...event,
        seq: log.length + i + 1,
        v: EVENT_VERSION,
        atMs: clock.wallMs(),
      }));
      const lines = stored.map((event) => exactJson(event));
      log.push(...lines);
      for (const text of texts) blobs.set(hashOf(text), text);
      // Resolves later, as a disk does.
      await Promise.resolve();
      return stored;
    },
    *events(from = 1) {
      checkOpen();
      for (let i = from - 1; i < log.length; i++) yield eventFrom(log[i] ?? '');
    },
    getBlob: (hash) => {
      checkOpen();
      return blobs.get(hash);
    },
    [Symbol.asyncDispose]: () => {
      open = false;
      return Promise.resolve();
    },
  };
}

function eventFrom(text: string): RunEvent {
  const event: RunEvent = JSON.parse(text);
  return event;
}
