import { pick, type Rng } from '../../../lib/rng.ts';
import { nodesWhere, type SyntaxNode } from '../../../lib/syntax/syntax-node.ts';
import { type Rebound, rebound } from '../rebind.ts';
import type { TextEdit } from '../../../lib/text-edit.ts';
import type { Variable } from '../../../lib/syntax/scope.ts';
import {
  insertBefore,
  isGentle,
  jumps,
  neededOutside,
  skipsDriver,
  statementsOf,
  usesOf,
} from '../statements.ts';
import { type Source, textOf } from '../source.ts';
import type { Operator } from './operator.ts';

/** E6 for statements: one of a donor, with its names bound to like ones here, in the place of or before one like it. */
export const crossStatement: Operator = {
  name: 'crossStatement',
  simplifies: false,
  edit({ place, donors }, rng) {
    const { source } = place;
    const statements = statementsOf(place);
    if (statements.length === 0 || donors.length === 0) return undefined;
    const statement = pick(rng, statements);
    const donor = pick(rng, donors);
    const pieces = statementsOf({ source: donor, ranges: [{ from: 0, to: donor.text.length }] });
    const like = pieces.filter((piece) => canStand(donor, piece));
    const mayJump = !skipsDriver(source, statement);
    for (let tries = 0; tries < 8 && like.length > 0; tries++) {
      const edit = placed({ source, statement, donor, piece: pick(rng, like), mayJump }, rng);
      if (edit) return [edit];
    }
    return undefined;
  },
};

interface Placing {
  readonly source: Source;
  readonly statement: SyntaxNode;
  readonly donor: Source;
  readonly piece: SyntaxNode;
  /** Whether what comes after may be left out. */
  readonly mayJump: boolean;
}

/** A piece in the place of a statement that changes the same, or before it if that can do no harm. */
function placed(placing: Placing, rng: Rng): TextEdit | undefined {
  const { source, statement, donor, piece, mayJump } = placing;
  if (jumps(piece) && !mayJump) return undefined;
  const bound = rebound(donor, piece, { source, at: statement }, rng);
  if (!bound || bound.text === textOf(source, statement)) return undefined;
  const isSameEffect =
    piece.type === statement.type && canReplace(source, statement, changedBy(donor, piece, bound));
  if (isSameEffect && rng.next() < 0.7) {
    return { from: statement.from, to: statement.to, text: bound.text };
  }
  return isGentle(donor, piece) ? insertBefore(source, statement, bound.text) : undefined;
}

/** Whether a statement means something elsewhere: it does something, and declares nothing for others. */
function canStand(donor: Source, piece: SyntaxNode): boolean {
  const isReturn = nodesWhere(piece, ({ type }) => type === 'return_statement').length > 0;
  return PIECES.has(piece.type) && !isReturn && neededOutside(donor, piece).length === 0;
}

/** What a piece changes here. */
function changedBy(donor: Source, piece: SyntaxNode, { bindings }: Rebound): readonly Variable[] {
  return [...usesOf(donor, piece).changed].flatMap((variable) => bindings.get(variable) ?? []);
}

/** Whether a statement can give way to one that changes these variables: it changes the same. */
function canReplace(source: Source, statement: SyntaxNode, changed: readonly Variable[]): boolean {
  const own = usesOf(source, statement).changed;
  const isSame = own.size === changed.length && changed.every((variable) => own.has(variable));
  return isSame && neededOutside(source, statement).length === 0;
}

const PIECES: ReadonlySet<string> = new Set([
  'expression_statement',
  'if_statement',
  'for_statement',
  'for_in_statement',
]);
