import type { ProblemDescription } from '../../domain/problem.ts';
import type { Program } from '../../domain/program.ts';
import type { Syntax } from '../../lib/syntax/syntax.ts';
import { applyReply } from '../../proposers/llm/apply-reply.ts';

/** How an agent says what its program is: whole files by path, or a patch of its parent; one of both. */
export interface Change {
  readonly files?: Readonly<Record<string, string>> | undefined;
  /** A unified diff, or search and replace blocks. */
  readonly patch?: string | undefined;
}

/** The program that comes of a change, or what is wrong with the change. */
export type Changed =
  | { readonly program: Program; readonly notes: readonly string[] }
  | { readonly wrong: string };

/** What is needed to apply a change. */
export interface ChangeGround {
  readonly problem: ProblemDescription;
  readonly syntax: Pick<Syntax, 'firstError' | 'canonicalHash'>;
  readonly parent: Program;
}

/** Applies a change; nothing is run. */
export function changedProgram(
  { files, patch }: Change,
  { problem, syntax, parent }: ChangeGround,
): Changed {
  if ((files === undefined) === (patch === undefined))
    return { wrong: 'Give either `files` or `patch`.' };
  const { seedProgram, entry, command } = problem;
  const ground = { parent, seedProgram, edit: command?.edit, entry, syntax };
  const names = Object.keys(parent.files);
  const [only = ''] = names;
  // Named differently or not at all, the only file of a program is meant all the same.
  const given = Object.entries(files ?? {}).map(
    ([path, text]) => [names.length === 1 ? only : path, text] as const,
  );
  if (patch !== undefined) {
    const isDiff = /^(diff |--- |@@ )/mu.test(patch) && !patch.includes('<<<<<<< SEARCH');
    const applied = applyReply(isDiff ? `\`\`\`diff\n${patch}\n\`\`\`` : patch, ground, false);
    return applied.kind === 'program' ? applied : { wrong: `The patch ${fault(applied.reason)}` };
  }
  const unknown = given.find(([path]) => !names.includes(path) && command === undefined);
  if (unknown)
    return { wrong: `There is no file "${unknown[0]}": the program has ${names.join(', ')}.` };
  return {
    program: { ...parent, files: { ...parent.files, ...Object.fromEntries(given) } },
    notes: [],
  };
}

function fault(reason: string): string {
  return `cannot be used: ${reason}. It cost nothing; see the parent's text with get_program.`;
}
