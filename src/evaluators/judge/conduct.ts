import type { Usage } from '../../domain/language/define-problem.ts';
import type { Rng } from '../../lib/rng.ts';
import { ProblemError } from '../problem-fault.ts';
import { Calls, type CallsOptions, type Ended, type Recorded } from './calls.ts';
import { errorText, placeIn } from './error-place.ts';
import { deepFreeze } from './plain.ts';
import type { LoadedProblem } from './problem.ts';
import type { Workload } from './workload-source.ts';

/** What came of conducting one workload. */
export type Conducted =
  | {
      readonly kind: 'done';
      /** What `drive` returned, frozen. */
      readonly output: unknown;
      /** The candidate's replies in order. */
      readonly replies: readonly unknown[];
      readonly recorded: readonly Recorded[];
      readonly usage: Usage;
      /** Instances of the candidate that were started. */
      readonly instances: number;
    }
  | Ended;

/** What {@link conduct} needs beside the workload. */
export type Conducting = CallsOptions;

/** Runs `drive` on one workload; the program's failure is a value, whatever `drive` makes of it. */
export async function conduct(conducting: Conducting, workload: Workload): Promise<Conducted> {
  const { problem, meter, programs } = conducting;
  meter.begin();
  const calls = new Calls(conducting);
  try {
    const output = await problem.drive({
      workload: workload.value,
      program: calls.runner(),
      rng: driveRng(workload),
    });
    calls.close();
    if (calls.ended) return calls.ended;
    const { replies, recorded, instances } = calls;
    const usage = meter.usage();
    return { kind: 'done', output: deepFreeze(output), replies, recorded, usage, instances };
  } catch (error) {
    return calls.ended ?? { kind: 'defect', error: driveError(problem, workload, error) };
  } finally {
    calls.close();
    programs.end();
  }
}

/** The stream that `drive` gets; each time from its beginning. */
function driveRng(workload: Workload): Rng {
  return workload.rng.fork('drive');
}

function driveError(problem: LoadedProblem, workload: Workload, error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const { regime, index } = workload.id;
  const message = `threw ${errorText(error)} in the regime "${regime}", workload ${index}`;
  const hint = 'it must conduct every program whose replies fit the schema';
  return new ProblemError(
    { file: placeIn(problem, error), key: 'drive', message, hint },
    { cause: error },
  );
}
