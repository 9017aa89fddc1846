import type { EditScope } from '../../domain/edit-scope.ts';
import type { Program } from '../../domain/program.ts';
import { pickWeighted, type Rng } from '../../lib/rng.ts';
import { codeFiles, type Syntax } from '../../lib/syntax/syntax.ts';
import { applyEdits, rangesAfter, type TextEdit } from '../../lib/text-edit.ts';
import { isSound, keepsMarks } from './check.ts';
import type { Operator, Workpiece } from './operators/operator.ts';
import { type Source, sourceOf } from './source.ts';

/** A program and where it may change. */
export interface Draft {
  readonly program: Program;
  readonly scope: EditScope;
}

/** What operators may look at beside the program that they change. */
export interface Material {
  readonly syntax: Syntax;
  /** Programs to take material from. */
  readonly donors: readonly Program[];
  readonly seedProgram: Program;
}

/** What became of one operator: a changed program, or why there is none. */
export type Applied =
  | { readonly kind: 'draft'; readonly draft: Draft }
  | { readonly kind: 'none'; readonly why: 'inapplicable' | 'unparsable' | 'unchanged' };

/** Draws of one operator before it counts as one that does not apply. */
const TRIES = 8;

type None = Extract<Applied, { kind: 'none' }>;

/**
 * Applies one operator to one file of a program; what does not parse, is unsound or leaves the scope is drawn again.
 *
 * @throws {RangeError} If edits of an operator overlap, which is a bug of it.
 */
export function applyOperator(
  operator: Operator,
  draft: Draft,
  material: Material,
  rng: Rng,
): Applied {
  const path = pickFile(draft, rng) ?? '';
  const text = draft.program.files[path];
  if (text === undefined) return { kind: 'none', why: 'inapplicable' };
  const { syntax } = material;
  const parsed = syntax.parse(draft.program.language, text);
  if (parsed.fault) return { kind: 'none', why: 'unparsable' };
  const source = sourceOf(parsed);
  const work = workpiece({ draft, path, source, syntax }, material);
  let none: None = { kind: 'none', why: 'inapplicable' };
  for (let tries = 0; tries < TRIES; tries++) {
    const edits = operator.edit(work, rng);
    const made = edits ? changed({ draft, path, source, syntax }, edits) : none;
    if (made.kind === 'draft') return made;
    if (made.why !== 'inapplicable') none = made;
  }
  return none;
}

function workpiece({ draft, path, source, syntax }: Changing, material: Material): Workpiece {
  const { language } = draft.program;
  const seedText = material.seedProgram.files[path];
  return {
    place: { source, ranges: draft.scope[path] ?? [] },
    donors: donorSources(material.donors, { syntax, language, text: source.text }),
    ...(seedText === undefined ? {} : { seedText }),
  };
}

/** The file to change, in proportion to how much of it may change. */
function pickFile({ program, scope }: Draft, rng: Rng): string | undefined {
  const paths = codeFiles(program.files).map(([path]) => path);
  const sizes = paths.map((path) =>
    (scope[path] ?? []).reduce((size, { from, to }) => size + to - from, 0),
  );
  return paths[pickWeighted(rng, [...sizes, 0])];
}

interface Changing {
  readonly draft: Draft;
  readonly path: string;
  readonly source: Source;
  readonly syntax: Syntax;
}

/** The draft with edits made in one file, if that leaves a sound program that is not the same. */
function changed({ draft, path, source, syntax }: Changing, edits: readonly TextEdit[]): Applied {
  const { program, scope } = draft;
  const ranges = keepsMarks(edits) ? rangesAfter(scope[path] ?? [], edits) : undefined;
  if (!ranges) return { kind: 'none', why: 'inapplicable' };
  const text = applyEdits(source.text, edits);
  const parsed = syntax.parse(program.language, text);
  if (parsed.fault) return { kind: 'none', why: 'unparsable' };
  if (!isSound(source, sourceOf(parsed), edits)) return { kind: 'none', why: 'inapplicable' };
  const next = { ...program, files: { ...program.files, [path]: text } };
  if (syntax.canonicalHash(next) === syntax.canonicalHash(program)) {
    return { kind: 'none', why: 'unchanged' };
  }
  return { kind: 'draft', draft: { program: next, scope: { ...scope, [path]: ranges } } };
}

/** The files of donors in the same language that differ from the one to change. */
function donorSources(
  donors: readonly Program[],
  own: { readonly syntax: Syntax; readonly language: Program['language']; readonly text: string },
): readonly Source[] {
  return donors
    .filter(({ language }) => language === own.language)
    .flatMap(({ files }) => codeFiles(files))
    .filter(([, text]) => text !== own.text)
    .map(([, text]) => own.syntax.parse(own.language, text))
    .filter(({ fault }) => fault === undefined)
    .map(sourceOf);
}
