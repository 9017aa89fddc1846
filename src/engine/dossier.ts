import { z } from 'zod';
import type { Dossier, Known } from '../contracts/proposer.ts';
import type { RunEvent } from '../domain/event.ts';
import type { Artifacts } from '../domain/evaluation.ts';
import type { Program } from '../domain/program.ts';
import { lineageOf } from '../domain/lineage.ts';
import type { OpenTrial } from '../domain/run-state.ts';
import type { Trial, TrialId } from '../domain/trial.ts';
import type { Engine } from './engine.ts';
import { programOf } from './programs.ts';

/** How far back lines that were removed are looked for, in steps of the lineage. */
const STEPS = 8;
const REMOVED_LINES = 20;

/** What the log tells about the programs that `open` begins from, as it was when it was asked for. */
export function dossierFor(engine: Engine, { ask, proposing, hints }: OpenTrial): Dossier {
  const known = (id: TrialId): Known => knownOf(engine, id);
  return {
    parents: ask.parentIds.map(known),
    context: ask.context.map(known),
    references: [...engine.state.referenceById.keys()].map(known),
    tried: proposing.ideas,
    failures: proposing.failures,
    removed: removedLines(engine, ask.parentIds[0]),
    hints,
  };
}

function knownOf(engine: Engine, id: TrialId): Known {
  const { evaluation, artifactsId } = trialIn(engine, id);
  const printed = artifactsId === undefined ? undefined : artifactsIn(engine, artifactsId);
  return { trialId: id, evaluation, ...(printed === undefined ? {} : { printed }) };
}

/** A finished trial in full, from the log. */
function trialIn({ state, options }: Engine, id: TrialId): Trial {
  const reference = state.referenceById.get(id);
  if (reference) return reference;
  const summary = state.trialById.get(id);
  if (!summary) throw new RangeError(`Trial ${id} has not finished`);
  const event = firstOf(options.store.events(summary.seq));
  if (event?.type !== 'trial.finished') throw new RangeError(`Event ${summary.seq} is no trial`);
  return event.trial;
}

function firstOf(events: Iterable<RunEvent>): RunEvent | undefined {
  for (const event of events) return event;
  return undefined;
}

const Stored: z.ZodType<Artifacts> = z.object({ stdout: z.string(), stderr: z.string() });

function artifactsIn({ options }: Engine, hash: string): Artifacts | undefined {
  const text = options.store.getBlob(hash);
  return text === undefined ? undefined : Stored.parse(JSON.parse(text));
}

/** Lines that ancestors had and their descendant has no more: what it took out should not come back by accident. */
function removedLines(engine: Engine, id: TrialId | undefined): readonly string[] {
  if (id === undefined) return [];
  const lineage = lineageOf(engine.state, id).slice(-STEPS - 1);
  const programs = lineage.map(({ programId }) => programOf(engine.options.store, programId));
  const own = programs.pop();
  if (!own) return [];
  const present = new Set(linesOf(own));
  const removed = programs.flatMap((program) =>
    linesOf(program).filter((line) => !present.has(line)),
  );
  return [...new Set(removed)].slice(-REMOVED_LINES);
}

/** Lines that say something. */
function linesOf({ files }: Program): string[] {
  return Object.values(files).flatMap((text) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.length > 12 && !/^(\/\/|#|\/?\*)/u.test(line)),
  );
}
