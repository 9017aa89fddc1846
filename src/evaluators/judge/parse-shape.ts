import { z } from 'zod';
import { ProblemError, shown } from '../problem-fault.ts';
import { knownNames } from './nearest.ts';

/** Where a value stands in a problem. */
export interface At {
  readonly file: string;
  /** Path of the value in the problem, empty for the problem itself. */
  readonly key: string;
}

/** `value` as `schema` gives it. @throws {ProblemError} For the first thing that is wrong. */
export function parseShape<T>(schema: z.ZodType<T>, value: unknown, at: At): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = deepest(result.error.issues);
  if (issue === undefined) throw new Error('A failed parse has no issue', { cause: result.error });
  if (issue.code === 'unrecognized_keys') throw unknownKey(schema, issue, at);
  const path = issue.path.map(String);
  const found = valueAt(value, path);
  const missing = found === undefined;
  throw new ProblemError({
    file: at.file,
    key: keyOf(at, path) || 'the problem',
    ...(missing ? {} : { value: shown(found) }),
    message: missing ? 'is missing' : messageOf(issue),
    ...(missing ? { hint: expectation(issue) } : {}),
  });
}

/** The key of a member of `at`. */
function keyOf(at: At, path: readonly string[]): string {
  return [...(at.key === '' ? [] : [at.key]), ...path].join('.');
}

/** The issue that says most: inside unions, that of the branch which came furthest. */
function deepest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  const first = issues.find((issue) => issue.code === 'unrecognized_keys') ?? issues[0];
  if (first?.code !== 'invalid_union') return first;
  const inner = first.errors
    .map((branch) => deepest(branch))
    .filter((issue) => issue !== undefined && issue.path.length > 0)
    .toSorted((a, b) => (b?.path.length ?? 0) - (a?.path.length ?? 0))[0];
  return inner === undefined ? first : { ...inner, path: [...first.path, ...inner.path] };
}

function unknownKey(
  schema: z.ZodType,
  issue: z.core.$ZodIssueUnrecognizedKeys,
  at: At,
): ProblemError {
  const path = issue.path.map(String);
  const [name = ''] = issue.keys;
  const known = keysAt(schema, path).filter((key) => !key.startsWith('~'));
  return new ProblemError({
    file: at.file,
    key: keyOf(at, [...path, name]),
    message: 'is not a key that a problem has',
    hint: knownNames(name, known),
  });
}

/** The keys that `schema` knows at `path`. */
function keysAt(schema: z.core.$ZodType, path: readonly string[]): string[] {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodUnion) {
    return [...new Set(inner.options.flatMap((option) => keysAt(option, path)))];
  }
  const [head, ...rest] = path;
  if (inner instanceof z.ZodObject) {
    if (head === undefined) return Object.keys(inner.shape);
    const member: unknown = inner.shape[head];
    return member instanceof z.ZodType ? keysAt(member, rest) : [];
  }
  if (inner instanceof z.ZodRecord && head !== undefined) return keysAt(inner.valueType, rest);
  return [];
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap()) : schema;
}

function messageOf(issue: z.core.$ZodIssue): string {
  const [ofKey] = issue.code === 'invalid_key' ? issue.issues : [];
  if (ofKey) return messageOf(ofKey);
  return issue.message.replace(/^Invalid (input|option): /, '').replace(/^expected/, 'must be');
}

function expectation(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_type'
    ? `it must be a ${issue.expected}`
    : `it ${messageOf(issue)}`;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = Object.entries(current).find(([name]) => name === key)?.[1];
  }
  return current;
}
