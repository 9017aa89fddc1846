import { frozenTextOf, mayChange } from '../domain/edit-scope.ts';
import type { Program } from '../domain/program.ts';
import type { TrialId } from '../domain/trial.ts';
import type { Hash } from '../lib/hash.ts';
import { canonicalJson } from '../lib/json.ts';
import type { Syntax } from '../lib/syntax/syntax.ts';

/** Whether a program may be evaluated, by its text alone. */
export type Admission =
  | { readonly admitted: true; readonly canonicalHash: Hash }
  | {
      readonly admitted: false;
      readonly why: 'unparsable' | 'outside-scope' | 'duplicate';
      readonly detail: string;
    };

/** What admission looks at. */
export interface AdmissionRules {
  readonly seedProgram: Program;
  /** Of a command, the paths that may change. */
  readonly edit?: readonly string[] | undefined;
  readonly syntax: Pick<Syntax, 'firstError' | 'canonicalHash'>;
  /** Canonical hashes of the programs that are known. */
  readonly known: Pick<ReadonlyMap<Hash, TrialId>, 'get'>;
}

/** Admits a program that parses, keeps everything outside the edit scope byte for byte, and is new. */
export function admit(program: Program, rules: AdmissionRules): Admission {
  const { seedProgram, edit, syntax, known } = rules;
  const outside = changeOutsideScope(program, seedProgram, edit);
  if (outside !== undefined) return { admitted: false, why: 'outside-scope', detail: outside };
  const error = syntax.firstError(program);
  if (error) {
    const detail = `${error.file}:${error.line}:${error.column}: does not parse near ${JSON.stringify(error.text)}`;
    return { admitted: false, why: 'unparsable', detail };
  }
  const canonicalHash = syntax.canonicalHash(program);
  const twin = known.get(canonicalHash);
  if (twin !== undefined) return { admitted: false, why: 'duplicate', detail: `Same as ${twin}` };
  return { admitted: true, canonicalHash };
}

/**
 * `program` as a variant of the seed program, so that it can be a parent: a program of one file goes under the name of
 * the seed program's. Undefined if it differs outside the edit scope.
 */
export function variantOf(
  seedProgram: Program,
  program: Program,
  edit?: readonly string[],
): Program | undefined {
  const texts = Object.values(program.files);
  const alone = texts.length === 1 && Object.keys(seedProgram.files).length === 1;
  const variant = alone
    ? { ...program, main: seedProgram.main, files: { [seedProgram.main]: texts[0] ?? '' } }
    : program;
  return changeOutsideScope(variant, seedProgram, edit) === undefined ? variant : undefined;
}

function changeOutsideScope(
  program: Program,
  seedProgram: Program,
  edit: readonly string[] | undefined,
): string | undefined {
  if (program.main !== seedProgram.main || program.language !== seedProgram.language) {
    return `The main file must stay ${seedProgram.main} in ${seedProgram.language}`;
  }
  const expected = frozenTextOf(seedProgram, edit);
  const actual = frozenOr(program, edit);
  if (typeof actual === 'string') return actual;
  const files = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  for (const file of files) {
    const free = edit !== undefined && mayChange(file, edit);
    if (!isSame(expected[file], actual[file], free))
      return outsideText(file, free ? undefined : edit);
  }
  return undefined;
}

function outsideText(file: string, edit: readonly string[] | undefined): string {
  if (!edit) return `${file} was changed outside its evolve blocks`;
  return `${file} may not change: only ${edit.join(', ')} may`;
}

/** What must stay of a program, or which of its marks has no partner. */
function frozenOr(
  program: Program,
  edit: readonly string[] | undefined,
): ReturnType<typeof frozenTextOf> | string {
  try {
    return frozenTextOf(program, edit);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** Whether the frozen texts of a file are equal; a file that is free may also be written anew, or left out. */
function isSame(
  expected: readonly string[] | undefined,
  actual: readonly string[] | undefined,
  free: boolean,
): boolean {
  const absent = free ? ['', ''] : null;
  return canonicalJson(expected ?? absent) === canonicalJson(actual ?? absent);
}
