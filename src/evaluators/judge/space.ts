import type { ParamValue, Space } from '../../domain/language/space.ts';
import { pick, type Rng } from '../../lib/rng.ts';

/** One value of a space; a value stands for itself. */
export function sample(space: Space | ParamValue, rng: Rng): ParamValue {
  if (typeof space !== 'object') return space;
  if (space.kind === 'oneOf') return pick(rng, space.items);
  const { lo, hi } = space;
  if (space.kind === 'int') return rng.int(lo, hi);
  if (space.kind === 'real') return lo + rng.next() * (hi - lo);
  if (space.kind === 'logReal') return Math.min(hi, lo * (hi / lo) ** rng.next());
  return Math.min(
    hi,
    Math.max(lo, Math.round((lo - 0.5) * ((hi + 0.5) / (lo - 0.5)) ** rng.next())),
  );
}

/** Whether `value` lies in `space`. */
export function isMember(value: ParamValue, space: Space | ParamValue): boolean {
  if (typeof space !== 'object') return value === space;
  if (space.kind === 'oneOf') return space.items.includes(value);
  if (typeof value !== 'number' || value < space.lo || value > space.hi) return false;
  return space.kind === 'real' || space.kind === 'logReal' || Number.isInteger(value);
}

/** Whether every value of `part` lies in `whole`. */
export function isWithin(part: Space | ParamValue, whole: Space | ParamValue): boolean {
  if (typeof part !== 'object') return isMember(part, whole);
  if (part.kind === 'oneOf') return part.items.every((item) => isMember(item, whole));
  if (typeof whole !== 'object' || whole.kind === 'oneOf') return false;
  const wholeIsIntegral = whole.kind === 'int' || whole.kind === 'logInt';
  const partIsIntegral = part.kind === 'int' || part.kind === 'logInt';
  return part.lo >= whole.lo && part.hi <= whole.hi && (!wholeIsIntegral || partIsIntegral);
}
