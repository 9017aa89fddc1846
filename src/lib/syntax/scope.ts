/** What names mean: scopes, variables and references of one file. */
import type { SyntaxNode } from './syntax-node.ts';

/** How a variable came to be. */
export type Declared =
  | 'const'
  | 'let'
  | 'var'
  | 'parameter'
  | 'function'
  | 'class'
  | 'import'
  | 'enum'
  | 'catch';

/** A region in which names are declared. */
export interface Scope {
  /** What opens it; a function's parameters and body are one scope. */
  readonly node: SyntaxNode;
  readonly parent: Scope | undefined;
  /** The nearest scope that is a function or the file, perhaps itself. */
  readonly home: Scope;
  readonly variableByName: Map<string, Variable>;
}

/** One declared name. */
export interface Variable {
  /** Counts the variables of a file from 0, in the order of the text. */
  readonly id: number;
  readonly name: string;
  readonly declared: Declared;
  readonly scope: Scope;
  /** The name where it is declared. */
  readonly node: SyntaxNode;
  /** The offset from which it has a value; before it, in the same function, it cannot be used. */
  readonly readyFrom: number;
  /** Whether other files can see it. */
  exported: boolean;
  readonly references: Reference[];
}

/** One use of a name. */
export interface Reference {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly reads: boolean;
  readonly writes: boolean;
  /** Undefined if the file does not declare it. */
  variable: Variable | undefined;
}

/** The meaning of every name of a file. */
export interface Scopes {
  readonly variables: readonly Variable[];
  readonly references: readonly Reference[];
  /** Names declared twice where that is an error. */
  readonly clashes: readonly SyntaxNode[];
  referenceAt(node: SyntaxNode): Reference | undefined;
  variableAt(declaration: SyntaxNode): Variable | undefined;
  /** The innermost scope around a node. */
  scopeAt(node: SyntaxNode): Scope;
}

/** The innermost meaning of `name` in `scope`. */
export function lookUp(scope: Scope, name: string): Variable | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const variable = at.variableByName.get(name);
    if (variable) return variable;
  }
  return undefined;
}

/**
 * Whether `variable` has a value where `node` stands, if it is visible there at all.
 *
 * A function may use what its file declares further down; other closures are taken to be called at once.
 */
export function isReadyAt(variable: Variable, node: SyntaxNode, scope: Scope): boolean {
  if (HOISTED.has(variable.declared) || variable.readyFrom <= node.from) return true;
  const inFile = variable.scope.parent === undefined;
  return inFile && scope.home !== variable.scope.home;
}

const HOISTED: ReadonlySet<Declared> = new Set(['function', 'import']);
