import { describe, it } from 'vitest';
import { fakeClock } from './fake-clock.ts';
import { LAW_WALL_MS, storeLaws } from './store-contract.ts';
import { memoryStore } from './memory-store.ts';

describe('memoryStore()', () => {
  const laws = storeLaws(() => ({
    create: () => Promise.resolve(memoryStore(fakeClock(LAW_WALL_MS))),
  }));
  for (const { name, skip, run } of laws) it.skipIf(skip !== undefined)(name, run);
});
