/** The values at hand where a new expression is to stand. */
import type { SyntaxNode } from '../../lib/syntax/syntax-node.ts';
import { pickWeighted, type Rng } from '../../lib/rng.ts';
import type { Variable } from '../../lib/syntax/scope.ts';
import { fits, isIndex, isKnown, type Kind, mustBeWhole } from './kinds/kind.ts';
import { rootOf } from './kinds/sort.ts';
import { comesTo, isSentinel, namesAt } from './names.ts';
import type { Source } from './source.ts';

/** One value at hand. */
export interface Term {
  readonly text: string;
  readonly kind: Kind;
  /** How readily it is taken. */
  readonly weight: number;
}

const MAX_DEPTH = 3;
const MAX_TERMS = 400;

/** All values that names, members and elements give at a node; indices are those that fit. */
export function termsAt(source: Source, node: SyntaxNode): readonly Term[] {
  const names = [...namesAt(source, node)]
    .map(([text, variable]) => ({ text, variable, kind: source.kinds.ofVariable(variable) }))
    .filter(({ kind, variable }) => !isIndex(kind) || !isSentinel(variable))
    .map(({ text, kind, variable }) => ({ text, kind, weight: isLocal(variable) ? 2 : 0.7 }));
  const indices = names.filter(({ kind }) => isIndex(kind));
  const found: Term[] = [];
  const add = (term: Term, depth: number): void => {
    if (!isKnown(term.kind) || depth > MAX_DEPTH || found.length > MAX_TERMS) return;
    found.push(term);
    for (const part of partsOf(term, indices)) add(part, depth + 1);
  };
  for (const name of names) add(name, 0);
  return [...found, ...callsAt(source, node, found)];
}

function isLocal({ scope }: Variable): boolean {
  return scope.parent !== undefined;
}

function partsOf({ text, kind, weight }: Term, indices: readonly Term[]): readonly Term[] {
  if (kind.tag === 'object') {
    return [...kind.members()].map(([name, member]) => ({
      text: `${text}.${name}`,
      kind: member,
      weight: weight / 2,
    }));
  }
  if (kind.tag !== 'array') return [];
  const root = rootOf(kind.index);
  return indices
    .filter(({ kind: index }) => index.tag === 'number' && rootOf(index.sort) === root)
    .map((index) => ({ text: `${text}[${index.text}]`, kind: kind.of, weight: weight * 1.5 }));
}

/** Calls of the file's own functions of one array, such as its sum, that do not come back to this place. */
function callsAt(source: Source, node: SyntaxNode, found: readonly Term[]): readonly Term[] {
  const helpers = [...namesAt(source, node).values()].filter(
    (variable) => variable.declared === 'function' && !comesTo(source, variable, node),
  );
  return helpers.flatMap((helper) => {
    const kind = source.kinds.ofVariable(helper);
    if (kind.tag !== 'function') return [];
    const [only, ...more] = kind.parameters();
    if (only?.tag !== 'array' || more.length > 0 || kind.returns().tag !== 'number') return [];
    return found
      .filter((term) => isVector(term.kind))
      .map(({ text }) => ({ text: `${helper.name}(${text})`, kind: kind.returns(), weight: 0.5 }));
  });
}

/** Whether a kind is an array of numbers that index nothing. */
export function isVector(kind: Kind): boolean {
  return kind.tag === 'array' && kind.of.tag === 'number' && !isIndex(kind.of);
}

/** Whether a kind is a number that is not an index: something to calculate with. */
export function isQuantity(kind: Kind): boolean {
  return kind.tag === 'number' && !isIndex(kind);
}

/** One term that can stand for `wanted`, those of its sort more readily; undefined if there is none. */
export function pickTerm(rng: Rng, terms: readonly Term[], wanted: Kind): Term | undefined {
  const able = terms.filter(({ kind }) => fits(kind, wanted));
  if (able.length === 0) return undefined;
  return able[
    pickWeighted(
      rng,
      able.map((term) => term.weight * likeness(term.kind, wanted)),
    )
  ];
}

/** How much more readily a kind is taken where another stood. */
export function likeness(kind: Kind, wanted: Kind): number {
  if (kind.tag !== 'number' || wanted.tag !== 'number') return 1;
  if (rootOf(kind.sort) === rootOf(wanted.sort)) return 4;
  if (isIndex(kind)) return 0.05;
  return mustBeWhole(kind) && !mustBeWhole(wanted) ? 0.3 : 1;
}
