import { analyseScopes } from './analyse-scopes.ts';
import { TRANSPARENT, TYPE_ONLY } from './node-types.ts';
import type { Scopes } from './scope.ts';
import { childOf, hasToken, namedChildren, operatorOf, type SyntaxNode } from './syntax-node.ts';

/** What a form is made from. */
interface Source {
  readonly text: string;
  readonly scopes: Scopes;
  /** The canonical names of local variables, by the variable's id. */
  readonly nameById: ReadonlyMap<number, string>;
}

type Form = (node: SyntaxNode, source: Source) => string;

/**
 * A text that is equal for programs which differ only in comments, formatting, types, redundant brackets, the way
 * numbers are written, the order of operands where it cannot matter, and the names of what they do not export.
 *
 * It is for comparing, not for running. Different programs may not be equal; equal programs may be different.
 */
export function canonicalText(root: SyntaxNode, text: string): string {
  const scopes = analyseScopes(root, text);
  const source: Source = { text, scopes, nameById: canonicalNames(scopes) };
  return formOf(root, source);
}

/** Names by the order of declaration. A file that calls `eval` keeps its names: they can be seen from inside. */
function canonicalNames(scopes: Scopes): ReadonlyMap<number, string> {
  const isOpen = scopes.references.some(
    ({ variable, node, reads }) => reads && !variable && node.to - node.from === 4 && isEval(node),
  );
  if (isOpen) return new Map();
  const locals = scopes.variables.filter((variable) => !variable.exported);
  return new Map(locals.map((variable, i) => [variable.id, `%${i}`]));
}

function isEval(node: SyntaxNode): boolean {
  return node.field === 'function';
}

function formOf(node: SyntaxNode, source: Source): string {
  if (isNothing(node)) return '';
  const special = FORMS[node.type];
  if (special && node.named) return special(node, source);
  if (node.children.length === 0) return source.text.slice(node.from, node.to);
  return list(node.type, node.children, source);
}

function list(type: string, children: readonly SyntaxNode[], source: Source): string {
  const forms = children.map((child) => formOf(child, source)).filter((form) => form !== '');
  return `(${type} ${forms.join(' ')})`;
}

/** Comments, types, and tokens that the kind of the node implies. */
function isNothing(node: SyntaxNode): boolean {
  if (!node.named) return node.field !== 'operator' && IMPLIED.has(node.type);
  if (node.type.endsWith('comment') || TYPE_ONLY.has(node.type)) return true;
  return node.type === 'empty_statement' || isOfTypes(node);
}

/** Whether a node imports or exports types alone, or says what `this` is. */
function isOfTypes(node: SyntaxNode): boolean {
  const isDoor = node.type === 'import_statement' || node.type === 'export_statement';
  if (isDoor && (hasToken(node, 'type') || exportsType(node))) return true;
  return childOf(node, 'pattern')?.type === 'this';
}

function exportsType(node: SyntaxNode): boolean {
  const declaration = childOf(node, 'declaration');
  return declaration !== undefined && TYPE_ONLY.has(declaration.type);
}

const IMPLIED: ReadonlySet<string> = new Set(
  `( ) { } [ ] , ; : => " ' \` . readonly abstract declare ? !`.split(' '),
);

const nameForm: Form = (node, { text, scopes, nameById }) => {
  const variable = scopes.referenceAt(node)?.variable ?? scopes.variableAt(node);
  const name = variable && nameById.get(variable.id);
  return name ?? text.slice(node.from, node.to);
};

const numberForm: Form = (node, { text }) => {
  const digits = text.slice(node.from, node.to).replaceAll('_', '');
  if (digits.endsWith('n')) return `${BigInt(digits.slice(0, -1))}n`;
  const value = Number(digits);
  return Number.isNaN(value) ? digits : String(value);
};

const transparentForm: Form = (node, source) => {
  const operands = namedChildren(node).filter((child) => !TYPE_ONLY.has(child.type));
  return operands.length === 1 && operands[0]
    ? formOf(operands[0], source)
    : list(node.type, node.children, source);
};

/** A shorthand member is the pair that it stands for, so that its name can change. */
const shorthandForm: Form = (node, source) =>
  `(pair ${source.text.slice(node.from, node.to)} ${nameForm(node, source)})`;

const pairPatternForm: Form = (node, source) => list('pair', node.children, source);

const shorthandDefaultForm: Form = (node, source) => {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (!left || !right) return list(node.type, node.children, source);
  const key = source.text.slice(left.from, left.to);
  return `(pair ${key} (assignment_pattern ${nameForm(left, source)} ${formOf(right, source)}))`;
};

const parameterForm: Form = (node, source) => {
  const pattern = childOf(node, 'pattern');
  const value = childOf(node, 'value');
  if (!pattern) return list(node.type, node.children, source);
  const form = formOf(pattern, source);
  return value ? `(assignment_pattern ${form} ${formOf(value, source)})` : form;
};

/** The parts of the head stay apart: any of them may be missing. */
const forForm: Form = (node, source) => {
  const parts = ['initializer', 'condition', 'increment', 'body'].map((field) => {
    const part = childOf(node, field);
    return (part && formOf(part, source)) || 'none';
  });
  return `(for ${parts.join(' ')})`;
};

/** `x => e` is `(x) => e`. */
const arrowForm: Form = (node, source) => {
  const single = childOf(node, 'parameter');
  if (!single) return list(node.type, node.children, source);
  const rest = node.children.filter((child) => child !== single);
  const parameters = `(formal_parameters ${formOf(single, source)})`;
  return `(arrow_function ${parameters} ${rest
    .map((child) => formOf(child, source))
    .filter((form) => form !== '')
    .join(' ')})`;
};

/** A block around one statement that declares nothing is that statement. */
const blockForm: Form = (node, source) => {
  const statements = namedChildren(node).filter((child) => child.type !== 'empty_statement');
  const [only] = statements;
  const parent = node.parent?.type ?? '';
  const isBody = BODIES.has(parent) && statements.length === 1 && only !== undefined;
  if (isBody && !DECLARATIONS.has(only.type)) return formOf(only, source);
  return list(node.type, node.children, source);
};

const BODIES: ReadonlySet<string> = new Set([
  'if_statement',
  'else_clause',
  'for_statement',
  'for_in_statement',
  'while_statement',
  'do_statement',
]);
const DECLARATIONS: ReadonlySet<string> = new Set([
  'lexical_declaration',
  'function_declaration',
  'class_declaration',
  'generator_function_declaration',
]);

const binaryForm: Form = (node, source) => {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (!left || !right) return list(node.type, node.children, source);
  const operator = operatorOf(node);
  const forms = [formOf(left, source), formOf(right, source)] as const;
  const canSwap = isPure(left) && isPure(right);
  const mirrored = canSwap ? MIRRORED[operator] : undefined;
  if (mirrored) return `(binary ${mirrored} ${forms[1]} ${forms[0]})`;
  const ordered = canSwap && COMMUTATIVE.has(operator) ? forms.toSorted() : forms;
  return `(binary ${operator} ${ordered.join(' ')})`;
};

/** Operators with `a op b` equal to `b op a` for all values; `+` is not one of them, as it also joins texts. */
const COMMUTATIVE: ReadonlySet<string> = new Set(['===', '!==', '==', '!=', '*', '&', '|', '^']);
const MIRRORED: Readonly<Record<string, string>> = { '>': '<', '>=': '<=' };

function isPure(node: SyntaxNode): boolean {
  return !IMPURE.has(node.type) && node.children.every((child) => isPure(child));
}

const IMPURE: ReadonlySet<string> = new Set([
  'call_expression',
  'new_expression',
  'assignment_expression',
  'augmented_assignment_expression',
  'update_expression',
  'await_expression',
  'yield_expression',
  'template_string',
]);

/** Literals by their text between the quotes, where white space counts. */
const stringForm: Form = (node, { text }) => JSON.stringify(text.slice(node.from + 1, node.to - 1));
const verbatimForm: Form = (node, { text }) => JSON.stringify(text.slice(node.from, node.to));

const fragmentForm: Form = (node, source) => {
  const parts: string[] = [];
  let at = node.from + 1;
  for (const child of namedChildren(node)) {
    if (child.type !== 'template_substitution') continue;
    parts.push(JSON.stringify(source.text.slice(at, child.from)));
    parts.push(list(child.type, namedChildren(child), source));
    at = child.to;
  }
  parts.push(JSON.stringify(source.text.slice(at, node.to - 1)));
  return `(template ${parts.join(' ')})`;
};

/** Holes count: `[1,,2]` is not `[1,2]`. */
const arrayForm: Form = (node, source) => {
  const items: string[] = [];
  let isOpen = true;
  for (const child of node.children) {
    if (child.type === ',') {
      if (isOpen) items.push('hole');
      isOpen = true;
    } else if (!isNothing(child)) {
      items.push(formOf(child, source));
      isOpen = false;
    }
  }
  return `(${node.type} ${items.join(' ')})`;
};

const FORMS: Readonly<Record<string, Form>> = {
  identifier: nameForm,
  number: numberForm,
  string: stringForm,
  regex: verbatimForm,
  template_string: fragmentForm,
  shorthand_property_identifier: shorthandForm,
  shorthand_property_identifier_pattern: shorthandForm,
  pair_pattern: pairPatternForm,
  object_assignment_pattern: shorthandDefaultForm,
  required_parameter: parameterForm,
  optional_parameter: parameterForm,
  arrow_function: arrowForm,
  for_statement: forForm,
  statement_block: blockForm,
  binary_expression: binaryForm,
  array: arrayForm,
  array_pattern: arrayForm,
  ...Object.fromEntries([...TRANSPARENT].map((type) => [type, transparentForm])),
};
