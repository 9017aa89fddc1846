import { declarePattern, ScopeBuilder } from './scope-builder.ts';
import type { Scope, Scopes } from './scope.ts';
import { childOf, hasToken, namedChildren, type SyntaxNode } from './syntax-node.ts';
import { FUNCTION_TYPES, TYPE_ONLY } from './node-types.ts';

type Visit = (node: SyntaxNode, scope: Scope, build: ScopeBuilder) => void;

/** Finds what every name of a file means. */
export function analyseScopes(root: SyntaxNode, text: string): Scopes {
  const build = new ScopeBuilder(root, text);
  visitChildren(root, build.file, build);
  return build.finish();
}

function visit(node: SyntaxNode, scope: Scope, build: ScopeBuilder): void {
  if (TYPE_ONLY.has(node.type)) return;
  const special = VISITS[node.type];
  if (special && node.named) special(node, scope, build);
  else visitChildren(node, scope, build);
}

function visitChildren(node: SyntaxNode, scope: Scope, build: ScopeBuilder): void {
  for (const child of node.children) visit(child, scope, build);
}

const visitReference: Visit = (node, scope, build) => build.refer(node, scope, 'read');

const visitBlock: Visit = (node, scope, build) => {
  const isBody = node.parent !== undefined && FUNCTION_TYPES.has(node.parent.type);
  visitChildren(node, isBody ? scope : build.open(node, scope), build);
};

const visitFunction: Visit = (node, scope, build) => {
  const own = build.open(node, scope, true);
  const name = childOf(node, 'name');
  if (name?.type === 'identifier') {
    const isDeclaration = node.type.endsWith('_declaration');
    build.declare(name, { declared: 'function', scope: isDeclaration ? scope : own, readyFrom: 0 });
  } else if (name) visit(name, scope, build);
  const single = childOf(node, 'parameter');
  if (single) build.declare(single, { declared: 'parameter', scope: own, readyFrom: single.to });
  for (const parameter of namedChildren(childOf(node, 'parameters'))) {
    visitParameter(parameter, own, build);
  }
  const body = childOf(node, 'body');
  if (body) visit(body, own, build);
};

const visitParameter: Visit = (node, scope, build) => {
  const pattern = childOf(node, 'pattern') ?? node;
  const value = childOf(node, 'value');
  if (pattern.type === 'this') return;
  declarePattern(build, pattern, { declared: 'parameter', scope, readyFrom: node.to });
  visitDefaults(pattern, scope, build);
  if (value) visit(value, scope, build);
};

/** Visits what is evaluated inside a pattern that declares: default values and computed keys. */
const visitDefaults: Visit = (node, scope, build) => {
  if (node.type === 'assignment_pattern' || node.type === 'object_assignment_pattern') {
    const left = childOf(node, 'left');
    const right = childOf(node, 'right');
    if (left) visitDefaults(left, scope, build);
    if (right) visit(right, scope, build);
  } else if (node.type === 'computed_property_name') {
    visitChildren(node, scope, build);
  } else if (PATTERNS.has(node.type)) {
    for (const child of namedChildren(node)) visitDefaults(child, scope, build);
  }
};

const PATTERNS: ReadonlySet<string> = new Set([
  'object_pattern',
  'array_pattern',
  'pair_pattern',
  'rest_pattern',
]);

const visitDeclaration: Visit = (node, scope, build) => {
  const declared = declaredBy(node);
  for (const declarator of namedChildren(node)) {
    const name = childOf(declarator, 'name');
    const value = childOf(declarator, 'value');
    if (!name) continue;
    const target = declared === 'var' ? scope.home : scope;
    declarePattern(build, name, { declared, scope: target, readyFrom: declarator.to });
    visitDefaults(name, scope, build);
    if (value) visit(value, scope, build);
  }
};

const visitForIn: Visit = (node, scope, build) => {
  const own = build.open(node, scope);
  const [left, right, body] = ['left', 'right', 'body'].map((field) => childOf(node, field));
  if (right) visit(right, scope, build);
  if (left && hasDeclaration(node)) {
    const declared = declaredBy(node);
    const target = declared === 'var' ? scope.home : own;
    declarePattern(build, left, { declared, scope: target, readyFrom: right?.to ?? left.to });
    visitDefaults(left, own, build);
  } else if (left) visitTarget(left, own, build);
  if (body) visit(body, own, build);
};

function declaredBy(node: SyntaxNode): 'const' | 'let' | 'var' {
  if (hasToken(node, 'const')) return 'const';
  return hasToken(node, 'let') ? 'let' : 'var';
}

function hasDeclaration(node: SyntaxNode): boolean {
  return ['const', 'let', 'var'].some((token) => hasToken(node, token));
}

const visitScope: Visit = (node, scope, build) =>
  visitChildren(node, build.open(node, scope), build);

const visitCatch: Visit = (node, scope, build) => {
  const own = build.open(node, scope);
  const parameter = childOf(node, 'parameter');
  if (parameter) {
    declarePattern(build, parameter, { declared: 'catch', scope: own, readyFrom: parameter.to });
  }
  const body = childOf(node, 'body');
  if (body) visit(body, own, build);
};

const visitClass: Visit = (node, scope, build) => {
  const name = childOf(node, 'name');
  if (name) {
    const own = node.type === 'class' ? build.open(node, scope) : scope;
    build.declare(name, { declared: 'class', scope: own, readyFrom: node.to });
  }
  for (const child of node.children) if (child !== name) visit(child, scope, build);
};

/** Field values run when an object is made, not when the class is. */
const visitField: Visit = (node, scope, build) =>
  visitChildren(node, build.open(node, scope, true), build);

const visitNamed =
  (declared: 'enum' | 'class'): Visit =>
  (node, scope, build) => {
    const name = childOf(node, 'name');
    if (name) build.declare(name, { declared, scope, readyFrom: node.to });
    const body = childOf(node, 'body');
    if (body) visitChildren(body, build.open(node, scope), build);
  };

const visitImport: Visit = (node, scope, build) => {
  if (node.type === 'import_specifier') {
    const name = childOf(node, 'alias') ?? childOf(node, 'name');
    if (name) build.declare(name, { declared: 'import', scope, readyFrom: 0 });
    return;
  }
  for (const child of namedChildren(node)) {
    if (child.type === 'identifier') {
      build.declare(child, { declared: 'import', scope, readyFrom: 0 });
    } else if (child.type !== 'string') visitImport(child, scope, build);
  }
};

const visitExport: Visit = (node, scope, build) => {
  if (childOf(node, 'source')) return;
  const declaration = childOf(node, 'declaration');
  if (declaration) build.exporting(() => visit(declaration, scope, build));
  else visitChildren(node, scope, build);
};

const visitExportSpecifier: Visit = (node, scope, build) => {
  const name = childOf(node, 'name');
  if (name) build.refer(name, scope, 'export');
};

const visitAssignment: Visit = (node, scope, build) => {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (right) visit(right, scope, build);
  if (left?.type === 'identifier' && node.type === 'augmented_assignment_expression') {
    build.refer(left, scope, 'update');
  } else if (left) visitTarget(left, scope, build);
};

const visitUpdate: Visit = (node, scope, build) => {
  const argument = childOf(node, 'argument');
  if (argument?.type === 'identifier') build.refer(argument, scope, 'update');
  else if (argument) visit(argument, scope, build);
};

/** What stands left of `=`: names are written; everything else is evaluated. */
const visitTarget: Visit = (node, scope, build) => {
  if (node.type === 'identifier' || node.type === 'shorthand_property_identifier_pattern') {
    build.refer(node, scope, 'write');
  } else if (node.type === 'assignment_pattern' || node.type === 'object_assignment_pattern') {
    const left = childOf(node, 'left');
    const right = childOf(node, 'right');
    if (left) visitTarget(left, scope, build);
    if (right) visit(right, scope, build);
  } else if (PATTERNS.has(node.type)) {
    for (const child of namedChildren(node)) if (!isKey(child)) visitTarget(child, scope, build);
  } else visit(node, scope, build);
};

/** Whether a node only names a member; a computed key is evaluated. */
function isKey({ field, type }: SyntaxNode): boolean {
  return field === 'key' && type !== 'computed_property_name';
}

const skip: Visit = () => undefined;

const VISITS: Readonly<Record<string, Visit>> = {
  identifier: visitReference,
  shorthand_property_identifier: visitReference,
  statement_block: visitBlock,
  function_declaration: visitFunction,
  generator_function_declaration: visitFunction,
  function_expression: visitFunction,
  generator_function: visitFunction,
  arrow_function: visitFunction,
  method_definition: visitFunction,
  lexical_declaration: visitDeclaration,
  variable_declaration: visitDeclaration,
  for_statement: visitScope,
  for_in_statement: visitForIn,
  switch_body: visitScope,
  class_static_block: visitField,
  catch_clause: visitCatch,
  class_declaration: visitClass,
  abstract_class_declaration: visitClass,
  class: visitClass,
  field_definition: visitField,
  public_field_definition: visitField,
  enum_declaration: visitNamed('enum'),
  internal_module: visitNamed('class'),
  import_statement: visitImport,
  import_specifier: visitImport,
  export_statement: visitExport,
  export_specifier: visitExportSpecifier,
  assignment_expression: visitAssignment,
  augmented_assignment_expression: visitAssignment,
  update_expression: visitUpdate,
  statement_identifier: skip,
  meta_property: skip,
};
