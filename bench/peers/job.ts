/** What the runner and a cell say to each other, as files in the cell's folder. */
import { z } from 'zod';
import { FAULT_NAMES } from './faults.ts';

/** One run of one peer with one fault. */
export type Job = z.infer<typeof JobShape>;

export const JobShape = z.object({
  peer: z.string(),
  fault: z.enum(['none', ...FAULT_NAMES]),
  /** Runs the peer; its last argument is the run's folder. */
  run: z.array(z.string()),
  /** Prints the scores that it recorded, as JSON, by number of the proposal. */
  scores: z.array(z.string()),
  variant: z.string(),
  /** Time limit of one evaluation, as it is told to the peer, in seconds. */
  evalSeconds: z.number(),
  /** When the run is taken to have no end, in seconds. */
  limitSeconds: z.number(),
});

/** What an adapter prints when it is asked for scores. */
export const ScoresShape = z.record(z.string(), z.array(z.number()));

/** What a cell saw of one run. */
export type Seen = z.infer<typeof SeenShape>;

export const SeenShape = z.object({
  /** It had not ended by itself at the cell's limit. */
  timedOut: z.boolean(),
  /** Null if nobody was left to tell it. */
  exitCode: z.number().nullable(),
  /** The shell that it was started from was killed. */
  shellKilled: z.boolean(),
  /** Completions that it asked for. */
  asked: z.number(),
  /** Scores that it recorded, by number of the proposal. */
  scoresByTrial: ScoresShape,
  /** Commands of processes that were there two seconds after its end. */
  left: z.array(z.string()),
  /** Most memory of all its processes at a time; what they share counts for each. */
  peakBytes: z.number(),
  /** What came out of it and what it left on disk. */
  printedBytes: z.number(),
  /** The fault's proof that it had the key was found somewhere. */
  keySeen: z.boolean(),
  wroteOutside: z.boolean(),
  connected: z.boolean(),
  /** Why the cell was ended to protect the machine. */
  guarded: z.string().optional(),
});

/** In the cell's folder: what the runner wrote. */
export const JOB_FILE = 'job.json';
/** In the cell's folder: what was seen. */
export const SEEN_FILE = 'seen.json';
/** In the cell's folder: the end of what the peer printed. */
export const LOG_FILE = 'printed.log';
