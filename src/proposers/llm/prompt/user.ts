import type { Brief, Dossier, Known } from '../../../contracts/proposer.ts';
import type { Program } from '../../../domain/program.ts';
import type { Tried } from '../../../domain/tried.ts';
import { type PromptMode, TASK_BY_MODE } from './modes.ts';
import { fenced, quoted } from './quote.ts';
import { overallText, printedText, resultText, triedText, worstWorkloads } from './results.ts';

/** A part of a prompt, with the place in which it goes when there is no room. */
export interface Section {
  readonly name: SectionName;
  readonly text: string;
}

type SectionName =
  | 'task'
  | 'hints'
  | 'parent'
  | 'result'
  | 'workloads'
  | 'printed'
  | 'failures'
  | 'context'
  | 'tried'
  | 'removed'
  | 'references';

/** What is left out first when a prompt is too long. What is not named here always stays. */
export const TRIM_ORDER: readonly SectionName[] = [
  'removed',
  'printed',
  'workloads',
  'tried',
  'context',
  'references',
  'failures',
];

const REMOVED_CHARACTERS = 3000;

/** What a prompt is made from; nothing else. */
export type PromptFacts = Pick<Brief, 'problem' | 'parents' | 'context'> & {
  readonly mode: PromptMode;
  readonly dossier: Dossier;
};

/** The question of one trial in parts, in the order of the prompt. Pure: the same facts give the same text. */
export function userSections(facts: PromptFacts): readonly Section[] {
  const { problem, parents, mode, dossier } = facts;
  const [parent, ...others] = parents;
  const known = dossier.parents[0];
  const sections: Section[] = [
    section('task', TASK_BY_MODE[mode]),
    section('hints', hintsPart(dossier.hints)),
    section('references', `# To be beaten\n\n${referenceLines(facts)}`),
    section('tried', triedPart('# Tried, the newest last', dossier.tried)),
    section('removed', removedPart(dossier.removed)),
    section('context', contextPart(facts, others)),
    section('parent', parent ? `# The program\n\n${programText(parent.program)}` : ''),
    section('result', known ? `## How it did\n\n${resultText(problem, known)}` : ''),
    section('workloads', known ? worstPart(worstWorkloads(problem, known.evaluation, 3)) : ''),
    section('printed', known ? titled('## What it printed', printedText(known)) : ''),
    section('failures', triedPart('# Changes of this program that failed', dossier.failures)),
  ];
  return sections.filter(({ text }) => text !== '');
}

/** The parts as one text. */
export function textOfSections(sections: readonly Section[]): string {
  return sections.map(({ text }) => text).join('\n\n');
}

/** What people who watch the run say: they are to be believed, unlike what programs print. */
function hintsPart(hints: Dossier['hints']): string {
  const lines = hints.map(({ by, text }) => `- ${by}: ${text.replaceAll(/\s+/gu, ' ')}`);
  return titled('# What people who watch this search say', lines.join('\n'));
}

function section(name: SectionName, text: string): Section {
  return { name, text };
}

function titled(title: string, text: string): string {
  return text === '' ? '' : `${title}\n\n${text}`;
}

function referenceLines({ problem, dossier }: PromptFacts): string {
  return dossier.references
    .map(
      ({ trialId, evaluation }) =>
        `- ${trialId.replace(/^baseline:/u, '')}: ${overallText(problem, evaluation)}`,
    )
    .join('\n');
}

function triedPart(title: string, tried: readonly Tried[]): string {
  return titled(title, tried.map(triedText).join('\n'));
}

function removedPart(removed: readonly string[]): string {
  const lines = removed.length === 0 ? '' : quoted(removed.join('\n'), REMOVED_CHARACTERS);
  return titled(
    '# Lines that were taken out on the way here\n\nDo not put them back without a reason:',
    lines,
  );
}

function worstPart(lines: string): string {
  return titled('Farthest from the bound:', lines);
}

/** Other parents are always shown; of the context as many programs as were measured. */
function contextPart(
  { problem, context, dossier }: PromptFacts,
  others: PromptFacts['parents'],
): string {
  const knownById = new Map<string, Known>(
    [...dossier.parents, ...dossier.context].map((known) => [known.trialId, known]),
  );
  const shown = new Set<string>();
  const parts = [...others, ...context].flatMap(({ trialId, program }) => {
    // A baseline may be there twice: as a trial of the archive and as itself.
    if (shown.has(trialId)) return [];
    shown.add(trialId);
    const known = knownById.get(trialId);
    if (!known) return [];
    return [`## Program ${trialId}\n\n${programText(program)}\n\n${resultText(problem, known)}`];
  });
  return titled('# Other programs, for reading', parts.join('\n\n'));
}

/** The text of a program, each file with its name where there are several. */
export function programText({ files, language }: Program): string {
  return Object.entries(files)
    .map(([path, text]) => `${path}\n${fenced(text, language)}`)
    .join('\n\n');
}
