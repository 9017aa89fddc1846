import { changeOutsideScope } from '../domain/edit-scope.ts';
import type { Program } from '../domain/program.ts';
import type { TrialId } from '../domain/trial.ts';
import type { Hash } from '../lib/hash.ts';
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
