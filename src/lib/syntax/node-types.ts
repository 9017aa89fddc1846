/** The names that the official JavaScript and TypeScript grammars give to nodes, by what they are to us. */

/** Nodes that exist for the type checker alone; nothing in them runs. */
export const TYPE_ONLY: ReadonlySet<string> = new Set([
  'type_annotation',
  'type_arguments',
  'type_parameters',
  'interface_declaration',
  'type_alias_declaration',
  'ambient_declaration',
  'function_signature',
  'method_signature',
  'abstract_method_signature',
  'asserts_annotation',
  'type_predicate_annotation',
  'implements_clause',
  'accessibility_modifier',
  'override_modifier',
  'predefined_type',
  'type_identifier',
  'nested_type_identifier',
  'generic_type',
  'array_type',
  'readonly_type',
  'union_type',
  'intersection_type',
  'tuple_type',
  'object_type',
  'function_type',
  'literal_type',
  'lookup_type',
  'type_query',
  'index_type_query',
  'conditional_type',
  'parenthesized_type',
]);

/** Nodes with parameters and a body. */
export const FUNCTION_TYPES: ReadonlySet<string> = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'generator_function',
  'arrow_function',
  'method_definition',
]);

/** What repeats its body. */
export const LOOP_TYPES: ReadonlySet<string> = new Set([
  'for_statement',
  'for_in_statement',
  'while_statement',
  'do_statement',
]);

/** Expressions that are nothing but their operand once types are gone. */
export const TRANSPARENT: ReadonlySet<string> = new Set([
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
  'type_assertion',
]);
