import type { Rng } from '../../../lib/rng.ts';
import type { SyntaxNode } from '../../../lib/syntax/syntax-node.ts';
import type { TextEdit } from '../../../lib/text-edit.ts';
import { fitted, isLoose } from '../sites.ts';
import { type Place, textOf } from '../source.ts';
import type { Source } from '../source.ts';

/** What an operator works on. */
export interface Workpiece {
  /** The file to change. */
  readonly place: Place;
  /** Files of other programs to take material from. */
  readonly donors: readonly Source[];
  /** The same file of the program that the search began with; absent if that has none. */
  readonly seedText?: string;
}

/** One way to change a program. */
export interface Operator {
  readonly name: string;
  /** Whether it makes programs simpler; the others make them different. */
  readonly simplifies: boolean;
  /** Whether it changes settings and leaves the structure as it is. */
  readonly tunes?: true;
  /**
   * Edits of the file, drawn at random; undefined if the draw found nothing to change.
   *
   * They are checked afterwards: see `check.ts`.
   */
  edit(work: Workpiece, rng: Rng): readonly TextEdit[] | undefined;
}

/** Puts an expression in the place of a node, in brackets if it needs them there. */
export function replaced(
  node: SyntaxNode,
  { text, isLoose: loose }: { readonly text: string; readonly isLoose: boolean },
): readonly TextEdit[] {
  return [{ from: node.from, to: node.to, text: fitted(text, loose, node) }];
}

/** The text of a node as an expression that can be put elsewhere. */
export function grownFrom(
  source: Source,
  node: SyntaxNode,
): { readonly text: string; readonly isLoose: boolean } {
  return { text: textOf(source, node), isLoose: isLoose(node.type) };
}
