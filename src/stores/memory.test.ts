import { describe, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { LAW_WALL_MS, storeLaws } from '../testing/store-contract.ts';
import { memoryStore } from './memory.ts';

describe('memoryStore()', () => {
  const laws = storeLaws(() => ({
    create: () => Promise.resolve(memoryStore(fakeClock(LAW_WALL_MS))),
  }));
  for (const { name, skip, run } of laws) it.skipIf(skip !== undefined)(name, run);
});
