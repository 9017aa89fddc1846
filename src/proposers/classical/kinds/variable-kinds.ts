import type { Variable } from '../../../lib/syntax/scope.ts';
import { FUNCTION_TYPES } from '../../../lib/syntax/node-types.ts';
import {
  childOf,
  hasToken,
  namedChildren,
  type SyntaxNode,
} from '../../../lib/syntax/syntax-node.ts';
import { parametersGiven } from './call-kinds.ts';
import type { Kinds } from './kinds.ts';
import { elementOf, type Kind, memberOf, STRING, UNKNOWN } from './kind.ts';

/** The kind of a variable: from its annotation, from its value, or from what gives it one. */
export function variableKind(variable: Variable, kinds: Kinds): Kind {
  if (variable.declared === 'function') return kinds.of(variable.node.parent);
  return patternKind(variable.node, kinds);
}

/** What comes to stand in a pattern, or in a name that is part of one. */
function patternKind(node: SyntaxNode, kinds: Kinds): Kind {
  const { parent } = node;
  if (!parent) return UNKNOWN;
  return PLACES[parent.type]?.(node, parent, kinds) ?? UNKNOWN;
}

type Place = (node: SyntaxNode, parent: SyntaxNode, kinds: Kinds) => Kind;

const declarator: Place = (_node, parent, kinds) => {
  const annotated = kinds.types.ofType(childOf(parent, 'type'));
  if (annotated.tag !== 'unknown') return annotated;
  return kinds.of(childOf(parent, 'value'));
};

const parameter: Place = (node, parent, kinds) => {
  const annotated = kinds.types.ofType(childOf(parent, 'type'));
  if (annotated.tag !== 'unknown') return annotated;
  const value = childOf(parent, 'value');
  return value && node !== value ? kinds.of(value) : given(parent, kinds);
};

/** What a function is given for one of its parameters. */
function given(parameterNode: SyntaxNode, kinds: Kinds): Kind {
  const list = parameterNode.parent;
  if (!list) return UNKNOWN;
  const isBare = FUNCTION_TYPES.has(list.type);
  const owner = isBare ? list : list.parent;
  if (!owner) return UNKNOWN;
  const place = isBare ? 0 : namedChildren(list).indexOf(parameterNode);
  return parametersGiven(owner, kinds)[place] ?? UNKNOWN;
}

const forIn: Place = (_node, parent, kinds) =>
  hasToken(parent, 'in') ? STRING : elementOf(kinds.of(childOf(parent, 'right')));

const arrayPattern: Place = (node, parent, kinds) => {
  const whole = patternKind(parent, kinds);
  const place = namedChildren(parent).indexOf(node);
  return whole.tag === 'tuple' ? (whole.items[place] ?? UNKNOWN) : elementOf(whole);
};

const objectPattern: Place = (node, parent, kinds) =>
  memberOf(patternKind(parent, kinds), kinds.textOf(node));

const pairPattern: Place = (_node, parent, kinds) => {
  const key = childOf(parent, 'key');
  const outer = parent.parent;
  return key && outer ? memberOf(patternKind(outer, kinds), kinds.textOf(key)) : UNKNOWN;
};

const PLACES: Readonly<Record<string, Place>> = {
  variable_declarator: declarator,
  required_parameter: parameter,
  optional_parameter: () => UNKNOWN,
  formal_parameters: (node, _parent, kinds) => given(node, kinds),
  arrow_function: (node, _parent, kinds) => given(node, kinds),
  for_in_statement: forIn,
  array_pattern: arrayPattern,
  object_pattern: objectPattern,
  pair_pattern: pairPattern,
  assignment_pattern: (_node, parent, kinds) => patternKind(parent, kinds),
  object_assignment_pattern: (_node, parent, kinds) => {
    const left = childOf(parent, 'left');
    const outer = parent.parent;
    return left && outer ? memberOf(patternKind(outer, kinds), kinds.textOf(left)) : UNKNOWN;
  },
  rest_pattern: (_node, parent, kinds) => patternKind(parent, kinds),
};
