/** What an expression gives, as far as it can be told cheaply. */

/** A rough type; enough to put only like in the place of like. */
export type Kind =
  | { readonly tag: 'number' /** Whether it is known to be whole. */; readonly whole: boolean }
  | { readonly tag: 'boolean' | 'string' | 'nothing' | 'unknown' }
  | { readonly tag: 'array' | 'set' | 'map' | 'iterable'; readonly of: Kind }
  | {
      readonly tag: 'object';
      /** The members that are known, by name; found when asked for, as types may contain themselves. */
      readonly members: () => ReadonlyMap<string, Kind>;
      /** What an unknown name gives. */
      readonly others?: Kind;
    }
  | { readonly tag: 'function'; readonly returns: () => Kind };

export const UNKNOWN: Kind = { tag: 'unknown' };
export const BOOLEAN: Kind = { tag: 'boolean' };
export const STRING: Kind = { tag: 'string' };
export const NOTHING: Kind = { tag: 'nothing' };
export const NUMBER: Kind = { tag: 'number', whole: false };
export const WHOLE: Kind = { tag: 'number', whole: true };

/** An array of `of`. */
export function arrayOf(of: Kind): Kind {
  return { tag: 'array', of };
}

/** What iterating over `kind` gives. */
export function elementOf(kind: Kind): Kind {
  if (kind.tag === 'map') return UNKNOWN;
  if (kind.tag === 'string') return STRING;
  return 'of' in kind ? kind.of : UNKNOWN;
}

/** What the member `name` of `kind` is. */
export function memberOf(kind: Kind, name: string): Kind {
  if (kind.tag === 'object') return kind.members().get(name) ?? kind.others ?? UNKNOWN;
  if (name === 'length' && (kind.tag === 'array' || kind.tag === 'string')) return WHOLE;
  if (name === 'size' && (kind.tag === 'map' || kind.tag === 'set')) return WHOLE;
  return UNKNOWN;
}

/** A text that is equal for kinds of which one may stand for the other, but for being whole. */
export function keyOf(kind: Kind, depth = 3): string {
  if (depth === 0) return '…';
  if ('of' in kind) return `${kind.tag}<${keyOf(kind.of, depth - 1)}>`;
  if (kind.tag === 'object') {
    const members = [...kind.members()].map(([name, of]) => `${name}:${keyOf(of, depth - 1)}`);
    return `{${members.toSorted().join(',')}}`;
  }
  if (kind.tag === 'function') return `() => ${keyOf(kind.returns(), depth - 1)}`;
  return kind.tag;
}

/** Whether nothing that could be unlike hides in `kind`. */
export function isKnown(kind: Kind): boolean {
  if (kind.tag === 'unknown' || kind.tag === 'nothing') return false;
  if ('of' in kind) return isKnown(kind.of);
  if (kind.tag === 'object') return kind.members().size > 0;
  return kind.tag !== 'function';
}

/** Whether an expression of kind `a` can stand where one of kind `b` stood. */
export function fits(a: Kind, b: Kind): boolean {
  if (b.tag === 'number') return a.tag === 'number' && (a.whole || !b.whole);
  return isKnown(a) && isKnown(b) && keyOf(a) === keyOf(b);
}

/** The kind of something that is one or the other. */
export function eitherOf(a: Kind, b: Kind): Kind {
  if (a.tag === 'number' && b.tag === 'number') return a.whole && b.whole ? WHOLE : NUMBER;
  if (a.tag === 'array' && b.tag === 'array') {
    if (!isKnown(a)) return b;
    if (!isKnown(b)) return a;
    return arrayOf(eitherOf(a.of, b.of));
  }
  return keyOf(a) === keyOf(b) ? a : UNKNOWN;
}
