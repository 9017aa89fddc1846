import type { RunState } from '../../domain/run-state.ts';

/** How often the seed program was judged again during the search and what came of it; no lines if it was not. */
export function sentinelLines({ sentinels: { count, last } }: RunState): string[] {
  if (last === undefined) return [];
  const times = count === 1 ? 'once' : `${count} times`;
  const drift = Object.entries(last.drift).map(([name, share]) => `${name} ×${share.toFixed(2)}`);
  const found = {
    same: 'its outputs are those of the beginning',
    changed: `its outputs changed: ${last.detail}`,
    unsteady: `its outputs are others each time: ${last.detail}`,
  }[last.verdict];
  const line = `The seed program was judged again ${times}: ${found}`;
  return [drift.length === 0 ? line : `${line}; ${drift.join(', ')} of the beginning`];
}
