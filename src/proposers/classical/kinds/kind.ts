/** What an expression gives, as far as it can be told cheaply. */
import { indexSort, newSort, rootOf, type Sort, unite } from './sort.ts';

/** A rough type; enough to put only like in the place of like. */
export type Kind =
  | { readonly tag: 'boolean' | 'string' | 'nothing' | 'unknown' }
  | { readonly tag: 'number'; readonly sort: Sort }
  | { readonly tag: 'array'; readonly of: Kind /** What indexes it. */; readonly index: Sort }
  | { readonly tag: 'set' | 'iterable'; readonly of: Kind }
  | { readonly tag: 'map'; readonly key: Kind; readonly of: Kind }
  | { readonly tag: 'tuple'; readonly items: readonly Kind[] }
  | {
      readonly tag: 'object';
      /** The members that are known, by name; found when asked for, as types may contain themselves. */
      readonly members: () => ReadonlyMap<string, Kind>;
      /** What an unknown name gives. */
      readonly others?: Kind;
    }
  | {
      readonly tag: 'function';
      readonly parameters: () => readonly Kind[];
      readonly returns: () => Kind;
    };

/** A kind with elements at indices. */
export type ArrayKind = Extract<Kind, { tag: 'array' }>;

export const UNKNOWN: Kind = { tag: 'unknown' };
export const BOOLEAN: Kind = { tag: 'boolean' };
export const STRING: Kind = { tag: 'string' };
export const NOTHING: Kind = { tag: 'nothing' };

/** A number of a sort; of a new one if none is given. */
export function numberOf(sort: Sort = newSort()): Kind {
  return { tag: 'number', sort };
}

/** An array of `of`. */
export function arrayOf(of: Kind, index: Sort = indexSort()): ArrayKind {
  return { tag: 'array', of, index };
}

/** What iterating over `kind` gives. */
export function elementOf(kind: Kind): Kind {
  if (kind.tag === 'map') return { tag: 'tuple', items: [kind.key, kind.of] };
  if (kind.tag === 'string') return STRING;
  if (kind.tag === 'tuple') return kind.items.reduce(eitherOf, kind.items[0] ?? UNKNOWN);
  return 'of' in kind ? kind.of : UNKNOWN;
}

/** What the member `name` of `kind` is. */
export function memberOf(kind: Kind, name: string): Kind {
  if (kind.tag === 'object') return kind.members().get(name) ?? kind.others ?? UNKNOWN;
  if (name === 'length' && SIZED.has(kind.tag)) return numberOf(newSort('count'));
  if (name === 'size' && SIZED.has(kind.tag)) return numberOf(newSort('count'));
  return UNKNOWN;
}

const SIZED: ReadonlySet<string> = new Set(['array', 'string', 'tuple', 'map', 'set']);

/**
 * A text that is equal for kinds of which one may stand for the other, but for the sorts of their numbers.
 *
 * @param whatFor Whether numbers that index something are told from those that do not.
 */
export function keyOf(kind: Kind, whatFor: 'kinds' | 'uses' = 'kinds'): string {
  return keyTo(kind, whatFor, 3);
}

function keyTo(kind: Kind, whatFor: 'kinds' | 'uses', depth: number): string {
  if (depth === 0) return '…';
  const inner = (part: Kind): string => keyTo(part, whatFor, depth - 1);
  if (whatFor === 'uses' && isIndex(kind)) return 'index';
  if ('of' in kind) return `${kind.tag}<${inner(kind.of)}>`;
  if (kind.tag === 'tuple') return `[${kind.items.map(inner).join()}]`;
  if (kind.tag === 'object') {
    const members = [...kind.members()].map(([name, of]) => `${name}:${inner(of)}`);
    return `{${members.toSorted().join(',')}}`;
  }
  if (kind.tag === 'function') {
    return `(${kind.parameters().map(inner).join()}) => ${inner(kind.returns())}`;
  }
  return kind.tag;
}

/** Whether nothing that could be unlike hides in `kind`. */
export function isKnown(kind: Kind): boolean {
  if (kind.tag === 'unknown' || kind.tag === 'nothing') return false;
  if (kind.tag === 'tuple') return kind.items.every(isKnown);
  if ('of' in kind) return isKnown(kind.of);
  if (kind.tag === 'object') return kind.members().size > 0;
  return kind.tag !== 'function';
}

/** Whether an expression of kind `a` can stand where one of kind `b` stood. */
export function fits(a: Kind, b: Kind): boolean {
  return isKnown(a) && isKnown(b) && keyOf(a) === keyOf(b) && hasSameSorts(a, b);
}

/** Whether indices and counts in `b` are of the same sorts in `a`. */
function hasSameSorts(a: Kind, b: Kind): boolean {
  if (a.tag === 'number' && b.tag === 'number') {
    return !mustBeWhole(b) || rootOf(a.sort) === rootOf(b.sort);
  }
  if (a.tag === 'array' && b.tag === 'array') {
    return rootOf(a.index) === rootOf(b.index) && hasSameSorts(a.of, b.of);
  }
  if ('of' in a && 'of' in b) return hasSameSorts(a.of, b.of);
  return true;
}

/** Whether `kind` is a number that indexes something. */
export function isIndex(kind: Kind): boolean {
  return kind.tag === 'number' && rootOf(kind.sort).index;
}

/** Whether `kind` is a number that must be whole: an index or a count. */
export function mustBeWhole(kind: Kind): boolean {
  return kind.tag === 'number' && (rootOf(kind.sort).index || rootOf(kind.sort).count);
}

/** The kind of something that is one or the other. */
export function eitherOf(a: Kind, b: Kind): Kind {
  if (a === b || !isKnown(b)) return a;
  if (!isKnown(a)) return b.tag === a.tag || a.tag === 'unknown' || a.tag === 'nothing' ? b : a;
  return keyOf(a) === keyOf(b) ? a : UNKNOWN;
}

/** Takes note that `a` and `b` hold the same things, so that their sorts are one. */
export function uniteKinds(a: Kind, b: Kind): void {
  if (a === b) return;
  const [one, two] = [ownSort(a), ownSort(b)];
  if (one && two && a.tag === b.tag) unite(one, two);
  const parts = partsOf(b);
  for (const [i, part] of partsOf(a).entries()) uniteKinds(part, parts[i] ?? UNKNOWN);
}

/** The kinds of what something of a kind holds. */
function partsOf(kind: Kind): readonly Kind[] {
  if (kind.tag === 'tuple') return kind.items;
  return 'of' in kind ? [kind.of] : [];
}

/** The sort of a number, or of what indexes an array. */
function ownSort(kind: Kind): Sort | undefined {
  if (kind.tag === 'number') return kind.sort;
  return kind.tag === 'array' ? kind.index : undefined;
}
