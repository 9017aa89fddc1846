/** Changes what it was shown, as if the judge read it again. */
import { start as honest } from '../baselines/lru.ts';

export function start(config: { capacity: number }): ReturnType<typeof honest> {
  const evict = honest(config);
  return (observation) => {
    const action = evict({ ...observation });
    Object.assign(observation, { hit: true, bytes: 1e9, mustFree: 0 });
    Object.assign(config, { capacity: 1e12 });
    return action;
  };
}
