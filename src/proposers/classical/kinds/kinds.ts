import type { Scopes, Variable } from '../../../lib/syntax/scope.ts';
import type { SyntaxNode } from '../../../lib/syntax/syntax-node.ts';
import type { Kind } from './kind.ts';
import type { Sort } from './sort.ts';
import type { TypeKinds } from './type-kind.ts';

/** One file, as far as kinds depend on it. */
export interface KindSource {
  readonly text: string;
  readonly root: SyntaxNode;
  readonly scopes: Scopes;
}

/** What is known of kinds while they are found. */
export interface Kinds {
  readonly source: KindSource;
  readonly types: TypeKinds;
  /** The kind of an expression. The same node gives the same object. */
  of(node: SyntaxNode | undefined): Kind;
  ofVariable(variable: Variable): Kind;
  /** What indexes the array that a call makes; known before its elements are. */
  indexMadeBy(call: SyntaxNode): Sort;
  /** What a function expression or declaration returns. */
  returnedBy(node: SyntaxNode): Kind;
  textOf(node: SyntaxNode): string;
}
