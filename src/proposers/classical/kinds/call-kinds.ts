import { childOf, namedChildren, type SyntaxNode } from '../../../lib/syntax/syntax-node.ts';
import type { Kinds } from './kinds.ts';
import { arrayOf, elementOf, type Kind, numberOf, STRING, BOOLEAN, UNKNOWN } from './kind.ts';
import { givenKinds, mathKind, methodKind, type MethodCall } from './methods.ts';
import { newSort } from './sort.ts';

/** The arguments of a call, in order. */
export function argumentsOf(call: SyntaxNode): readonly SyntaxNode[] {
  return namedChildren(childOf(call, 'arguments'));
}

/** The object and the name of the method that is called; undefined if none is. */
export function calledMethod(
  call: SyntaxNode,
  kinds: Pick<Kinds, 'textOf'>,
): { readonly object: SyntaxNode; readonly name: string } | undefined {
  const callee = childOf(call, 'function');
  if (callee?.type !== 'member_expression') return undefined;
  const object = childOf(callee, 'object');
  const property = childOf(callee, 'property');
  return object && property ? { object, name: kinds.textOf(property) } : undefined;
}

/** What a call gives. */
export function callKind(node: SyntaxNode, kinds: Kinds): Kind {
  const method = calledMethod(node, kinds);
  if (!method) {
    const callee = childOf(node, 'function');
    const known = kinds.of(callee);
    if (known.tag === 'function') return known.returns();
    return PLAIN[callee ? kinds.textOf(callee) : '']?.() ?? UNKNOWN;
  }
  const { object, name } = method;
  const builtIn = STATIC[kinds.textOf(object)];
  if (builtIn) return builtIn(name, node, kinds);
  return methodKind(name, methodCall(node, object, kinds));
}

/** What the call that a function expression is an argument of gives to its parameters. */
export function parametersGiven(node: SyntaxNode, kinds: Kinds): readonly Kind[] {
  const call = node.parent?.parent;
  if (node.parent?.type !== 'arguments' || call?.type !== 'call_expression') return [];
  const method = calledMethod(call, kinds);
  if (!method) return parametersWanted(call, argumentsOf(call).indexOf(node), kinds);
  const { object, name } = method;
  if (kinds.textOf(object) === 'Array' && name === 'from') {
    const items = kinds.of(argumentsOf(call)[0]);
    const element = items.tag === 'object' ? UNKNOWN : elementOf(items);
    return [element, numberOf(kinds.indexMadeBy(call))];
  }
  return givenKinds(name, methodCall(call, object, kinds));
}

/** What a function of the program gives to the function that is its argument at `place`. */
function parametersWanted(call: SyntaxNode, place: number, kinds: Kinds): readonly Kind[] {
  const callee = kinds.of(childOf(call, 'function'));
  const wanted = callee.tag === 'function' ? callee.parameters()[place] : undefined;
  return wanted?.tag === 'function' ? wanted.parameters() : [];
}

function methodCall(node: SyntaxNode, object: SyntaxNode, kinds: Kinds): MethodCall {
  const given = argumentsOf(node);
  return {
    receiver: kinds.of(object),
    argument: (i) => kinds.of(given[i]),
    returned: () => {
      const kind = kinds.of(given[0]);
      return kind.tag === 'function' ? kind.returns() : UNKNOWN;
    },
  };
}

const PLAIN: Readonly<Record<string, () => Kind>> = {
  Number: () => numberOf(),
  String: () => STRING,
  Boolean: () => BOOLEAN,
  parseInt: () => numberOf(newSort('count')),
  parseFloat: () => numberOf(),
};

type Static = (name: string, call: SyntaxNode, kinds: Kinds) => Kind;

const arrayStatic: Static = (name, call, kinds) => {
  const [items, make] = argumentsOf(call);
  if (name === 'isArray') return BOOLEAN;
  if (name === 'of') return arrayOf(kinds.of(items));
  const function_ = kinds.of(make);
  const of = function_.tag === 'function' ? function_.returns() : elementOf(kinds.of(items));
  return arrayOf(of, kinds.indexMadeBy(call));
};

const STATIC: Readonly<Record<string, Static>> = {
  Math: (name, call, kinds) => {
    const first = argumentsOf(call)[0];
    const isSpread = first?.type === 'spread_element';
    return mathKind(
      name,
      isSpread ? elementOf(kinds.of(namedChildren(first)[0])) : kinds.of(first),
    );
  },
  Number: (name) => (name.startsWith('is') ? BOOLEAN : numberOf()),
  Array: arrayStatic,
  Object: (name) => (name === 'keys' ? arrayOf(STRING) : UNKNOWN),
};

/** What `new` gives. */
export function newKind(node: SyntaxNode, kinds: Kinds): Kind {
  const constructor = childOf(node, 'constructor');
  const name = constructor ? kinds.textOf(constructor) : '';
  const given = namedChildren(namedChildren(node).find((child) => child.type === 'type_arguments'));
  const types = given.map((type) => kinds.types.ofType(type));
  const items = elementOf(kinds.of(argumentsOf(node)[0]));
  if (Object.hasOwn(MADE, name)) return MADE[name]?.(types, items) ?? UNKNOWN;
  return name.endsWith('Array') ? arrayOf(numberOf()) : UNKNOWN;
}

type Made = (types: readonly Kind[], items: Kind) => Kind;

const MADE: Readonly<Record<string, Made>> = {
  Array: ([of = UNKNOWN]) => arrayOf(of),
  Set: ([of], items) => ({ tag: 'set', of: of ?? items }),
  Map: ([key, of], items) => {
    const [first = UNKNOWN, second = UNKNOWN] = items.tag === 'tuple' ? items.items : [];
    return { tag: 'map', key: key ?? first, of: of ?? second };
  },
};
