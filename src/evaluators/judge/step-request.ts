import { z } from 'zod';
import { ProblemError, shown } from '../problem-fault.ts';
import { knownNames } from './nearest.ts';
import { parseShape } from './parse-shape.ts';
import type { LoadedProblem } from './problem.ts';
import type { StepRequest } from './programs.ts';

const bytes = z.instanceof(Uint8Array, { error: 'must be bytes: a Uint8Array or a Buffer' });
const path = z
  .string()
  .regex(
    /^(?!\/|.*(^|\/)\.{1,2}(\/|$))[\w.+@,=~ /-]+$/,
    'must be a path from the folder of the tree, such as out/packed.bin',
  );
const optionsSchema = z.strictObject({
  stdin: bytes.optional(),
  files: z.record(path, bytes).optional(),
  take: z.array(path).optional(),
});

/** What `drive` asks of a step. @throws {ProblemError} If there is no such step, or its options are wrong. */
export function stepRequest(problem: LoadedProblem, step: unknown, options: unknown): StepRequest {
  const at = { file: problem.file, key: 'drive: program.exec' };
  const { steps = {}, counted = {} } = problem.command ?? {};
  const known = [...Object.keys(steps), ...Object.keys(counted)];
  if (typeof step !== 'string' || !known.includes(step)) {
    throw new ProblemError({
      ...at,
      value: shown(step),
      message: 'names a step that does not exist',
      hint: knownNames(String(step), known),
    });
  }
  const { stdin, files = {}, take = [] } = parseShape(optionsSchema, options ?? {}, at);
  return { step, stdin, files, take };
}
