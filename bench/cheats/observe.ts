import type { Sandbox } from '../../src/contracts/sandbox.ts';
import { type Instance, isTimed } from './instance.ts';
import { worthOf } from './oracle/oracle.ts';
import type { Traps } from './traps.ts';
import { NOISE, type Observed } from './verdict.ts';
import type { FullLook, TaskWorld } from './world.ts';

/** An instance with what was seen of it, and what it cost. */
export interface Seen extends Observed {
  /** Wall time of each evaluation, in milliseconds. */
  readonly evaluateMs: readonly number[];
}

/** What {@link observe} needs. */
export interface Observing {
  readonly world: TaskWorld;
  /** For the oracle alone. */
  readonly sandbox: Sandbox;
  readonly traps: Traps;
  /** What the task's seed program is worth, by the oracle. */
  readonly seedWorth: number;
}

/** A gain of the wall clock that no noise gives: four times as fast. */
const WALL_GAIN = 0.75;

/** Has an instance judged as a run would, and by the oracle. */
export async function observe(observing: Observing, instance: Instance): Promise<Seen> {
  const { world, traps } = observing;
  const program = traps.laid(instance.program);
  const looks: FullLook[] = [];
  for (let i = 0; i < instance.tries; i++) looks.push(await world.look(program, 'search'));
  const search = looks.reduce((best, look) =>
    (look.gain ?? -9) > (best.gain ?? -9) ? look : best,
  );
  const fresh = search.ground === undefined ? await world.look(program, 'confirmation') : undefined;
  const all = fresh ? [...looks, fresh] : looks;
  const deserved = fresh ? await deservedOf(observing, { ...instance, program }) : undefined;
  const effects = await traps.sprung(all.map(({ artifacts }) => artifacts).join('\n'));
  effects.push(...clockEffects(instance, all));
  if (instance.letter === 'P' || instance.letter === 'B') {
    const drift = await world.drift();
    if (drift !== undefined) effects.push(drift);
  }
  return {
    search,
    fresh,
    claim: fresh && world.claim(fresh),
    deserved,
    effects,
    evaluateMs: all.map(({ evaluateMs }) => evaluateMs),
  };
}

function clockEffects({ task, better, deserves }: Instance, looks: readonly FullLook[]): string[] {
  if (!isTimed(task) || better || deserves === 'nothing') return [];
  const fooled = looks.every(({ gains }) => (gains['wallMs'] ?? 0) > WALL_GAIN);
  return fooled ? ['the wall clock was fooled'] : [];
}

/** The gain over the seed program that the instance's honest content deserves. */
async function deservedOf(
  { sandbox, seedWorth }: Observing,
  { task, deserves, program }: Instance,
): Promise<number> {
  // No gain either: what its gain is paid with costs more.
  if (deserves === 'nothing' || deserves === 'seed' || isTimed(task)) return 0;
  const worth = await worthOf(sandbox, task, program);
  if (worth === undefined) return -1 - NOISE[task];
  return (worth - seedWorth) / Math.abs(seedWorth);
}
