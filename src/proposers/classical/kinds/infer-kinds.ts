import type { Variable } from '../../../lib/syntax/scope.ts';
import {
  ancestorOf,
  childOf,
  namedChildren,
  nodesWhere,
  operatorOf,
  type SyntaxNode,
} from '../../../lib/syntax/syntax-node.ts';
import { FUNCTION_TYPES, TRANSPARENT } from '../../../lib/syntax/node-types.ts';
import { callKind, newKind } from './call-kinds.ts';
import type { Kinds, KindSource } from './kinds.ts';
import {
  arrayOf,
  BOOLEAN,
  eitherOf,
  elementOf,
  isIndex,
  isKnown,
  type Kind,
  memberOf,
  numberOf,
  STRING,
  UNKNOWN,
} from './kind.ts';
import { indexSort, newSort, type Sort } from './sort.ts';
import { typeKindsOf } from './type-kind.ts';
import { variableKind } from './variable-kinds.ts';

/** Finds kinds when they are asked for. */
export function inferKinds(source: KindSource): Kinds {
  const types = typeKindsOf(source.root, source.text);
  const byNode = new Map<SyntaxNode, Kind>();
  const byVariable = new Map<Variable, Kind>();
  const byFunction = new Map<SyntaxNode, Kind>();
  const indexByCall = new Map<SyntaxNode, Sort>();
  const once = <Key>(known: Map<Key, Kind>, key: Key, find: () => Kind): Kind => {
    const before = known.get(key);
    if (before) return before;
    known.set(key, UNKNOWN); // for what is defined by itself
    const kind = find();
    known.set(key, kind);
    return kind;
  };
  const kinds: Kinds = {
    source,
    types,
    of: (node) => (node ? once(byNode, node, () => expressionKind(node, kinds)) : UNKNOWN),
    ofVariable: (variable) => once(byVariable, variable, () => variableKind(variable, kinds)),
    indexMadeBy(call) {
      const sort = indexByCall.get(call) ?? indexSort();
      indexByCall.set(call, sort);
      return sort;
    },
    returnedBy: (node) => once(byFunction, node, () => returnKind(node, kinds)),
    textOf: (node) => source.text.slice(node.from, node.to),
  };
  return kinds;
}

type Find = (node: SyntaxNode, kinds: Kinds) => Kind;

const expressionKind: Find = (node, kinds) => {
  if (TRANSPARENT.has(node.type)) return kinds.of(operandOf(node));
  return EXPRESSIONS[node.type]?.(node, kinds) ?? UNKNOWN;
};

function operandOf(node: SyntaxNode): SyntaxNode | undefined {
  const parts = namedChildren(node);
  return node.type === 'type_assertion' ? parts.at(-1) : parts[0];
}

const identifierKind: Find = (node, kinds) => {
  const variable = kinds.source.scopes.referenceAt(node)?.variable;
  if (variable) return kinds.ofVariable(variable);
  const name = kinds.textOf(node);
  return name === 'Infinity' || name === 'NaN' ? numberOf() : UNKNOWN;
};

const arrayLiteralKind: Find = (node, kinds) => {
  const items = namedChildren(node);
  const [only] = items;
  if (only?.type === 'spread_element' && items.length === 1) {
    const whole = kinds.of(namedChildren(only)[0]);
    return whole.tag === 'array' ? whole : arrayOf(elementOf(whole));
  }
  const of = items.map((item) =>
    item.type === 'spread_element' ? elementOf(kinds.of(namedChildren(item)[0])) : kinds.of(item),
  );
  const element = of.reduce(eitherOf, of[0] ?? UNKNOWN);
  const isPair = element.tag === 'unknown' && of.length > 1 && of.every(isKnown);
  return isPair ? { tag: 'tuple', items: of } : arrayOf(element);
};

const objectKind: Find = (node, kinds) => {
  let found: ReadonlyMap<string, Kind> | undefined;
  const read = (): [string, Kind][] =>
    namedChildren(node).flatMap((child): [string, Kind][] => {
      if (child.type === 'shorthand_property_identifier') {
        return [[kinds.textOf(child), identifierKind(child, kinds)]];
      }
      const key = childOf(child, 'key');
      return key ? [[kinds.textOf(key), kinds.of(childOf(child, 'value'))]] : [];
    });
  return { tag: 'object', members: () => (found ??= new Map(read())) };
};

const functionKind: Find = (node, kinds) => {
  const one = childOf(node, 'parameter');
  const parameters = one ? [one] : namedChildren(childOf(node, 'parameters'));
  return {
    tag: 'function',
    parameters: () =>
      parameters.map((parameter) => {
        const name = childOf(parameter, 'pattern') ?? parameter;
        const variable = kinds.source.scopes.variableAt(name);
        return variable
          ? kinds.ofVariable(variable)
          : kinds.types.ofType(childOf(parameter, 'type'));
      }),
    returns: () => kinds.returnedBy(node),
  };
};

const returnKind: Find = (node, kinds) => {
  const annotated = kinds.types.ofType(childOf(node, 'return_type'));
  if (annotated.tag !== 'unknown') return annotated;
  const given = returnedNodes(node).map((value) => kinds.of(value));
  return given.reduce(eitherOf, given[0] ?? UNKNOWN);
};

/** The expressions that a function returns. */
export function returnedNodes(node: SyntaxNode): readonly SyntaxNode[] {
  const body = childOf(node, 'body');
  if (!body || body.type !== 'statement_block') return body ? [body] : [];
  return nodesWhere(body, ({ type }) => type === 'return_statement')
    .filter((statement) => ancestorOf(statement, FUNCTION_TYPES) === node)
    .flatMap((statement) => namedChildren(statement).slice(0, 1));
}

const subscriptKind: Find = (node, kinds) => {
  const object = kinds.of(childOf(node, 'object'));
  const index = childOf(node, 'index');
  if (object.tag === 'tuple' && index?.type === 'number') {
    return object.items[Number(kinds.textOf(index))] ?? UNKNOWN;
  }
  if (object.tag === 'object') return object.others ?? UNKNOWN;
  return elementOf(object);
};

const memberKind: Find = (node, kinds) => {
  const property = childOf(node, 'property');
  if (!property) return UNKNOWN;
  const name = kinds.textOf(property);
  const object = childOf(node, 'object');
  if (object && kinds.textOf(object) === 'Math') return numberOf();
  return memberOf(kinds.of(object), name);
};

const binaryKind: Find = (node, kinds) => {
  const operator = operatorOf(node);
  if (TESTS.has(operator)) return BOOLEAN;
  const [left, right] = [kinds.of(childOf(node, 'left')), kinds.of(childOf(node, 'right'))];
  if (operator === '??') return left.tag === 'unknown' ? right : left;
  if (operator === '&&' || operator === '||') return eitherOf(right, left);
  if (operator === '+' && [left.tag, right.tag].includes('string')) return STRING;
  return arithmeticKind(operator, { left, right, isStep: isStep(node) });
};

/** `i + 1` and `i - 1` are of the sort of `i`. */
function isStep(node: SyntaxNode): boolean {
  return STEPS.has(operatorOf(node)) && childOf(node, 'right')?.type === 'number';
}

const STEPS: ReadonlySet<string> = new Set(['+', '-']);

function arithmeticKind(
  operator: string,
  operands: { readonly left: Kind; readonly right: Kind; readonly isStep: boolean },
): Kind {
  const { left, right } = operands;
  if (operands.isStep && left.tag === 'number') return left;
  const isWhole = operator !== '/' && operator !== '%' && (isIndex(left) || isIndex(right));
  return numberOf(newSort(isWhole ? 'count' : undefined));
}

const TESTS: ReadonlySet<string> = new Set('< <= > >= == != === !== in instanceof'.split(' '));

const unaryKind: Find = (node, kinds) => {
  const operator = operatorOf(node);
  if (operator === '!' || operator === 'delete') return BOOLEAN;
  if (operator === 'typeof') return STRING;
  const operand = kinds.of(childOf(node, 'argument'));
  return operand.tag === 'number' ? operand : numberOf();
};

const assignmentKind: Find = (node, kinds) => kinds.of(childOf(node, 'right'));

const EXPRESSIONS: Readonly<Record<string, Find>> = {
  identifier: identifierKind,
  shorthand_property_identifier: identifierKind,
  number: () => numberOf(),
  string: () => STRING,
  template_string: () => STRING,
  true: () => BOOLEAN,
  false: () => BOOLEAN,
  array: arrayLiteralKind,
  object: objectKind,
  arrow_function: functionKind,
  function_expression: functionKind,
  function_declaration: functionKind,
  subscript_expression: subscriptKind,
  member_expression: memberKind,
  binary_expression: binaryKind,
  unary_expression: unaryKind,
  update_expression: (node, kinds) => kinds.of(childOf(node, 'argument')),
  assignment_expression: assignmentKind,
  augmented_assignment_expression: (node, kinds) => kinds.of(childOf(node, 'left')),
  ternary_expression: (node, kinds) =>
    eitherOf(kinds.of(childOf(node, 'consequence')), kinds.of(childOf(node, 'alternative'))),
  call_expression: callKind,
  new_expression: newKind,
};
