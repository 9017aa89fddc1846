import type { Store } from '../contracts/store.ts';
import type { RunEvent, RunEventBody } from '../domain/event.ts';

/** The log of a run in progress, as the engine writes it. */
export interface Journal {
  /**
   * Resolves when `events` are durable and taken, after all that were written before them.
   *
   * Once a write has failed all later ones fail with the same reason, so that the log has no holes.
   *
   * @param blobs Texts that the events name; they become durable with them.
   * @throws {InfraError} If they could not be made durable.
   */
  write(events: readonly RunEventBody[], blobs?: readonly string[]): Promise<void>;
  /** The events that were taken since the last call, in order. */
  drain(): readonly RunEvent[];
  /** How many events were written and are not taken yet. */
  untold(): number;
}

/**
 * A journal that writes to `store`.
 *
 * @param take What an event means for the rest of the engine; called for each in order, once it is durable.
 * @param onChange Called after each write, whatever came of it.
 */
export function openJournal(
  store: Pick<Store, 'append'>,
  take: (event: RunEvent) => void,
  onChange: () => void,
): Journal {
  const outbox: RunEvent[] = [];
  let untold = 0;
  let broken: { readonly error: unknown } | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const takeWhenDurable = async (
    durable: Promise<readonly RunEvent[]>,
    before: Promise<unknown>,
  ): Promise<void> => {
    const stored = await durable;
    await before;
    outbox.push(...stored);
    for (const event of stored) take(event);
  };

  return {
    write: async (events, blobs) => {
      if (broken) throw broken.error;
      untold += events.length;
      const taken = takeWhenDurable(store.append(events, blobs), last);
      last = taken.catch((error: unknown) => {
        broken ??= { error };
      });
      try {
        await taken;
      } finally {
        untold -= events.length;
        onChange();
      }
    },
    drain: () => outbox.splice(0),
    untold: () => untold,
  };
}
