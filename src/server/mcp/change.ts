import type { ProblemDescription } from '../../domain/problem.ts';
import type { Program } from '../../domain/program.ts';
import type { Syntax } from '../../lib/syntax/syntax.ts';
import { applyReply, faultOf, type Ground } from '../../proposers/llm/apply-reply.ts';

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
export function changedProgram({ files, patch }: Change, ground: ChangeGround): Changed {
  if (patch !== undefined && files === undefined) return patched(patch, ground);
  if (files !== undefined && patch === undefined) return replaced(files, ground);
  return { wrong: 'Give either `files` or `patch`.' };
}

function patched(patch: string, ground: ChangeGround): Changed {
  const isDiff = /^(diff |--- |@@ )/mu.test(patch) && !patch.includes('<<<<<<< SEARCH');
  const reply = isDiff ? `\`\`\`diff\n${patch}\n\`\`\`` : patch;
  const applied = applyReply(reply, asReplied(ground), false);
  return applied.kind === 'program' ? applied : { wrong: `The patch ${fault(applied.reason)}` };
}

function replaced(files: Readonly<Record<string, string>>, ground: ChangeGround): Changed {
  const { problem, parent } = ground;
  const given = Object.entries(files);
  const names = Object.keys(parent.files);
  const mayAdd = problem.command !== undefined;
  const [only = ''] = names;
  // However it is named, the only file of a program is meant; a command may have further files.
  const isOnly = !mayAdd && names.length === 1 && given.length === 1;
  const named = given.map(([path, text]) => [isOnly ? only : path, text] as const);
  const unknown = named.find(([path]) => !mayAdd && !names.includes(path));
  if (unknown)
    return { wrong: `There is no file "${unknown[0]}": the program has ${names.join(', ')}.` };
  const program = { ...parent, files: { ...parent.files, ...Object.fromEntries(named) } };
  const found = faultOf(program, asReplied(ground));
  return found ? { wrong: `The program ${fault(found.reason)}` } : { program, notes: [] };
}

/** What the appliers of models' replies need; an agent's change is held to the same. */
function asReplied({ problem, parent, syntax }: ChangeGround): Ground {
  const { seedProgram, entry, command } = problem;
  return { parent, seedProgram, edit: command?.edit, entry, syntax };
}

function fault(reason: string): string {
  return `cannot be used: ${reason}. It cost nothing; see the parent's text with get_program.`;
}
