import { childOf, namedChildren, type SyntaxNode } from './syntax-node.ts';
import {
  lookUp,
  type Declared,
  type Reference,
  type Scope,
  type Scopes,
  type Variable,
} from './scope.ts';

/** Where and how a name is declared. */
export interface Declaration {
  readonly declared: Declared;
  readonly scope: Scope;
  readonly readyFrom: number;
}

/** Collects scopes, variables and references while a tree is walked. */
export class ScopeBuilder {
  readonly file: Scope;
  readonly #text: string;
  readonly #scopeByNode = new Map<SyntaxNode, Scope>();
  readonly #variables: Variable[] = [];
  readonly #references: Reference[] = [];
  readonly #exports: Reference[] = [];
  readonly #clashes: SyntaxNode[] = [];
  #exporting = false;

  constructor(root: SyntaxNode, text: string) {
    this.#text = text;
    this.file = this.open(root, undefined, true);
  }

  /** A new scope; `isHome` if it is a function's. */
  open(node: SyntaxNode, parent: Scope | undefined, isHome = false): Scope {
    const at = { node, parent, variableByName: new Map<string, Variable>() };
    const home = isHome ? undefined : parent?.home;
    const scope: Scope = {
      ...at,
      get home(): Scope {
        return home ?? scope;
      },
    };
    this.#scopeByNode.set(node, scope);
    return scope;
  }

  /** Runs `declaration`; what it declares in the file is exported. */
  exporting(declaration: () => void): void {
    this.#exporting = true;
    declaration();
    this.#exporting = false;
  }

  declare(node: SyntaxNode, { declared, scope, readyFrom }: Declaration): void {
    const name = this.#text.slice(node.from, node.to);
    const known = scope.variableByName.get(name);
    if (known) {
      const mayRepeat = REPEATABLE.has(known.declared) && REPEATABLE.has(declared);
      if (!mayRepeat) this.#clashes.push(node);
      this.#references.push({ node, scope, reads: false, writes: true, variable: known });
      return;
    }
    const exported = this.#exporting && scope === this.file;
    const id = this.#variables.length;
    const variable = { id, name, declared, scope, node, readyFrom, exported, references: [] };
    scope.variableByName.set(name, variable);
    this.#variables.push(variable);
  }

  refer(node: SyntaxNode, scope: Scope, use: 'read' | 'write' | 'update' | 'export'): void {
    const reference: Reference = {
      node,
      scope,
      reads: use !== 'write',
      writes: use === 'write' || use === 'update',
      variable: undefined,
    };
    this.#references.push(reference);
    if (use === 'export') this.#exports.push(reference);
  }

  /** Resolves every reference, now that all is declared. */
  finish(): Scopes {
    const referenceByNode = new Map<SyntaxNode, Reference>();
    for (const reference of this.#references) {
      const { node, scope } = reference;
      reference.variable ??= lookUp(scope, this.#text.slice(node.from, node.to));
      reference.variable?.references.push(reference);
      referenceByNode.set(node, reference);
    }
    for (const { variable } of this.#exports) if (variable) variable.exported = true;
    const variableByNode = new Map(this.#variables.map((variable) => [variable.node, variable]));
    const { file } = this;
    const scopeByNode = this.#scopeByNode;
    return {
      variables: this.#variables,
      references: this.#references,
      clashes: this.#clashes,
      referenceAt: (node) => referenceByNode.get(node),
      variableAt: (node) => variableByNode.get(node),
      scopeAt(node) {
        for (let at: SyntaxNode | undefined = node; at; at = at.parent) {
          const scope = scopeByNode.get(at);
          if (scope) return scope;
        }
        return file;
      },
    };
  }
}

/** Kinds of names that may be declared again in the same scope. */
const REPEATABLE: ReadonlySet<Declared> = new Set(['var', 'function', 'parameter']);

/** Declares every name that a pattern binds. */
export function declarePattern(
  build: ScopeBuilder,
  pattern: SyntaxNode,
  declaration: Declaration,
): void {
  if (NAMES.has(pattern.type)) {
    build.declare(pattern, declaration);
    return;
  }
  const left = childOf(pattern, 'left') ?? childOf(pattern, 'value');
  if (pattern.type !== 'object_pattern' && pattern.type !== 'array_pattern' && left) {
    declarePattern(build, left, declaration);
    return;
  }
  if (!NESTING.has(pattern.type)) return;
  for (const child of namedChildren(pattern)) declarePattern(build, child, declaration);
}

const NAMES: ReadonlySet<string> = new Set(['identifier', 'shorthand_property_identifier_pattern']);
const NESTING: ReadonlySet<string> = new Set(['object_pattern', 'array_pattern', 'rest_pattern']);
