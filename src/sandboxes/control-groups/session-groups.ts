import type { Tier } from '../../domain/evaluation.ts';
import type { Lacks } from '../../domain/wall.ts';
import { type ControlGroup, ControlGroups } from './groups.ts';
import { groupPlace, type NoGroupPlace } from './place.ts';

/** What the kernel may let a session hold over the limit that is watched: what comes between two looks. */
const BETWEEN_LOOKS = 1.5;

/** The tiers whose programs cannot leave the group that they were put into. */
const GROUPED: readonly Tier[] = ['namespace', 'landlock'];

/** The group that does nothing, where the kernel lets none be made. */
const NO_GROUP: ControlGroup = {
  add: () => Promise.resolve(),
  ranOutOfMemory: () => false,
  release: () => Promise.resolve(),
};

/** The control groups of one sandbox's sessions, or none. */
export class SessionGroups implements Disposable {
  /** What is not limited for want of them; empty if they work. */
  readonly lacks: Lacks;
  /** Version of the control groups in use; undefined for none. */
  readonly version: 1 | 2 | undefined;
  readonly #groups: ControlGroups | undefined;

  constructor(tier: Tier, workplace: { readonly name: string; readonly groupsFile: string }) {
    const made = GROUPED.includes(tier) ? groupsIn(workplace) : NOT_GROUPED;
    this.#groups = 'why' in made ? undefined : made.groups;
    this.version = 'why' in made ? undefined : made.version;
    this.lacks = 'why' in made && made !== NOT_GROUPED ? { kernel: lackText(made) } : {};
  }

  /** A group for one session. @param memoryMiB The limit that is watched, over all its processes. */
  take(memoryMiB: number): ControlGroup {
    return this.#groups?.take(BETWEEN_LOOKS * memoryMiB) ?? NO_GROUP;
  }

  [Symbol.dispose](): void {
    this.#groups?.[Symbol.dispose]();
  }
}

const NOT_GROUPED: NoGroupPlace = { why: '', remedy: '' };

function groupsIn({
  name,
  groupsFile,
}: {
  readonly name: string;
  readonly groupsFile: string;
}): { readonly groups: ControlGroups; readonly version: 1 | 2 } | NoGroupPlace {
  const place = groupPlace();
  if ('why' in place) return place;
  try {
    return { groups: new ControlGroups(place, name, groupsFile), version: place.version };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const why = `no groups can be made in ${place.memory} (${String(error.code)})`;
    return { why, remedy: 'see "barbican doctor"' };
  }
}

function lackText({ why, remedy }: NoGroupPlace): string {
  return `memory and processes are only looked at, 20 times a second: ${why}; ${remedy}`;
}
