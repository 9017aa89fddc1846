import type { Store } from '../contracts/store.ts';
import type { RunEventBody } from '../domain/event.ts';
import { memoryStore } from './memory-store.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A store whose disk takes `ms` for each append. */
export function slowStore(inner: Store, time: VirtualTime, ms: number): Store {
  return {
    ...inner,
    append: async (events, blobs) => {
      const stored = await inner.append(events, blobs);
      if (ms > 0) await time.sleep(ms);
      return stored;
    },
  };
}

/** A store that fails when `fails` says so, as if its disk were full. */
export function failingStore(
  inner: Store,
  fails: (events: readonly RunEventBody[]) => Error | undefined,
): Store {
  return {
    ...inner,
    append: async (events, blobs) => {
      const error = fails(events);
      if (error) throw error;
      return inner.append(events, blobs);
    },
  };
}

/** A store as a process left it that was killed when the first `count` events of `whole` were durable. */
export async function cutStore(whole: Store, count: number): Promise<Store> {
  const events = [...whole.events()].slice(0, count);
  const store = memoryStore({ wallMs: () => 0 });
  const blobs = events.flatMap((event) => {
    const id = 'trial' in event ? event.trial.programId : undefined;
    const named = event.type === 'trial.proposed' ? event.programId : id;
    const text = named === undefined ? undefined : whole.getBlob(named);
    return text === undefined ? [] : [text];
  });
  await store.append(
    events.map(({ seq: _seq, v: _v, atMs: _atMs, ...body }) => body),
    blobs,
  );
  return store;
}
