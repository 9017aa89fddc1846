import { walk, type SyntaxNode } from './syntax-node.ts';

/** Where a text stops being a program. */
export interface SyntaxFault {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** The start of what could not be read, or what is missing. */
  readonly text: string;
}

const LONGEST_TEXT = 40;

/** The first error of a parsed text; undefined if it has none. */
export function faultOf(root: SyntaxNode, text: string): SyntaxFault | undefined {
  let first: SyntaxNode | undefined;
  walk(root, (node) => {
    if (first === undefined && (node.missing || node.type === 'ERROR')) first = node;
    return first === undefined;
  });
  if (first === undefined) return undefined;
  const before = text.slice(0, first.from).split('\n');
  const found = first.missing ? `missing ${first.type}` : text.slice(first.from, first.to);
  return {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    text: found.slice(0, LONGEST_TEXT),
  };
}
