import { childOf, namedChildren, type SyntaxNode } from '../../../lib/syntax/syntax-node.ts';
import {
  arrayOf,
  BOOLEAN,
  eitherOf,
  elementOf,
  isKnown,
  memberOf,
  NOTHING,
  numberOf,
  STRING,
  UNKNOWN,
  type Kind,
} from './kind.ts';

/** Kinds from TypeScript's type annotations. */
export interface TypeKinds {
  /** The kind that a type, or an annotation with one, stands for. */
  ofType(type: SyntaxNode | undefined): Kind;
}

/** Reads types; names are looked up among the interfaces and aliases of the same file. */
export function typeKindsOf(root: SyntaxNode, text: string): TypeKinds {
  const declarationByName = new Map<string, SyntaxNode>();
  for (const statement of namedChildren(root)) {
    const node = childOf(statement, 'declaration') ?? statement;
    const name = childOf(node, 'name');
    if (name && NAMING.has(node.type)) declarationByName.set(text.slice(name.from, name.to), node);
  }
  return new TypeReader(text, declarationByName);
}

const NAMING: ReadonlySet<string> = new Set(['interface_declaration', 'type_alias_declaration']);
const MAX_DEPTH = 12;

class TypeReader implements TypeKinds {
  readonly #text: string;
  readonly #declarationByName: ReadonlyMap<string, SyntaxNode>;
  readonly #kindByDeclaration = new Map<SyntaxNode, Kind>();
  /** One kind a type, so that all that it annotates is of the same sorts. */
  readonly #kindByType = new Map<SyntaxNode, Kind>();
  #depth = 0;

  constructor(text: string, declarationByName: ReadonlyMap<string, SyntaxNode>) {
    this.#text = text;
    this.#declarationByName = declarationByName;
  }

  ofType(type: SyntaxNode | undefined): Kind {
    if (!type) return UNKNOWN;
    const known = this.#kindByType.get(type);
    if (known) return known;
    if (this.#depth > MAX_DEPTH) return UNKNOWN;
    this.#depth += 1;
    const kind = this.#byForm[type.type]?.(type) ?? UNKNOWN;
    this.#depth -= 1;
    this.#kindByType.set(type, kind);
    return kind;
  }

  readonly #inner = (type: SyntaxNode): Kind => this.ofType(namedChildren(type)[0]);

  readonly #byForm: Readonly<Record<string, (type: SyntaxNode) => Kind>> = {
    type_annotation: this.#inner,
    parenthesized_type: this.#inner,
    readonly_type: this.#inner,
    array_type: (type) => arrayOf(this.#inner(type)),
    predefined_type: (type) => PREDEFINED[this.#textOf(type)]?.() ?? UNKNOWN,
    literal_type: (type) => LITERAL[namedChildren(type)[0]?.type ?? '']?.() ?? UNKNOWN,
    tuple_type: (type) => ({
      tag: 'tuple',
      items: namedChildren(type).map((item) => this.ofType(item)),
    }),
    union_type: (type) => allOf(namedChildren(type).map((item) => this.ofType(item))),
    object_type: (type) => this.#members([type]),
    interface_body: (type) => this.#members([type]),
    intersection_type: (type) => this.#members(namedChildren(type)),
    type_identifier: (type) => this.#named(this.#textOf(type)),
    generic_type: (type) => this.#generic(type),
    lookup_type: (type) => this.#lookUp(type),
    function_type: (type) => ({
      tag: 'function',
      parameters: () =>
        namedChildren(childOf(type, 'parameters')).map((one) => this.ofType(childOf(one, 'type'))),
      returns: () => this.ofType(childOf(type, 'return_type')),
    }),
  };

  #textOf(node: SyntaxNode): string {
    return this.#text.slice(node.from, node.to);
  }

  #named(name: string): Kind {
    if (TYPED_ARRAY.test(name)) return arrayOf(numberOf());
    const declaration = this.#declarationByName.get(name);
    if (!declaration) return UNKNOWN;
    const known = this.#kindByDeclaration.get(declaration);
    if (known) return known;
    this.#kindByDeclaration.set(declaration, UNKNOWN);
    const kind = this.ofType(childOf(declaration, 'value') ?? childOf(declaration, 'body'));
    this.#kindByDeclaration.set(declaration, kind);
    return kind;
  }

  #generic(type: SyntaxNode): Kind {
    const name = childOf(type, 'name');
    const given = namedChildren(namedChildren(type).find((c) => c.type === 'type_arguments'));
    const [first, second] = given.map((argument) => this.ofType(argument));
    const make = name ? GENERIC[this.#textOf(name)] : undefined;
    return make?.(first ?? UNKNOWN, second ?? UNKNOWN) ?? UNKNOWN;
  }

  #lookUp(type: SyntaxNode): Kind {
    const [of, at] = namedChildren(type);
    if (!of || !at) return UNKNOWN;
    const name = /^['"](.*)['"]$/.exec(this.#textOf(at))?.[1];
    return name === undefined ? elementOf(this.ofType(of)) : memberOf(this.ofType(of), name);
  }

  #members(types: readonly SyntaxNode[]): Kind {
    let found: ReadonlyMap<string, Kind> | undefined;
    const members = (): ReadonlyMap<string, Kind> => {
      found ??= new Map(types.flatMap((type) => this.#membersOf(type)));
      return found;
    };
    const index = types.flatMap(namedChildren).find((child) => child.type === 'index_signature');
    const of = index && this.ofType(childOf(index, 'type'));
    return { tag: 'object', members, ...(of ? { others: of } : {}) };
  }

  #membersOf(type: SyntaxNode): [string, Kind][] {
    if (type.type === 'type_identifier') {
      const kind = this.ofType(type);
      return kind.tag === 'object' ? [...kind.members()] : [];
    }
    return namedChildren(type).flatMap((child): [string, Kind][] => {
      const name = childOf(child, 'name');
      if (!name) return [];
      const isOptional = child.children.some((token) => token.type === '?');
      const kind =
        child.type === 'property_signature' ? this.ofType(childOf(child, 'type')) : UNKNOWN;
      return [[this.#textOf(name), isOptional ? UNKNOWN : kind]];
    });
  }
}

/** The one kind of all; unknown if they differ, also if one is undefined or null. */
function allOf(kinds: readonly Kind[]): Kind {
  if (!kinds.every(isKnown)) return UNKNOWN;
  return kinds.reduce((a, b) => eitherOf(a, b), kinds[0] ?? UNKNOWN);
}

const PREDEFINED: Readonly<Record<string, () => Kind>> = {
  number: () => numberOf(),
  boolean: () => BOOLEAN,
  string: () => STRING,
  void: () => NOTHING,
};
const LITERAL: Readonly<Record<string, () => Kind>> = {
  number: () => numberOf(),
  unary_expression: () => numberOf(),
  string: () => STRING,
  true: () => BOOLEAN,
  false: () => BOOLEAN,
};
const TYPED_ARRAY = /^(?:Big)?(?:Uint|Int|Float)\d+(?:Clamped)?Array$/;
const array = (of: Kind): Kind => arrayOf(of);
const same = (of: Kind): Kind => of;
const map = (key: Kind, of: Kind): Kind => ({ tag: 'map', key, of });
const set = (of: Kind): Kind => ({ tag: 'set', of });
const record = (_key: Kind, others: Kind): Kind => ({
  tag: 'object',
  members: () => new Map(),
  others,
});
const GENERIC: Readonly<Record<string, (first: Kind, second: Kind) => Kind>> = {
  Array: array,
  ReadonlyArray: array,
  Readonly: same,
  Required: same,
  Map: map,
  ReadonlyMap: map,
  Set: set,
  ReadonlySet: set,
  Iterable: (of) => ({ tag: 'iterable', of }),
  Record: record,
};
