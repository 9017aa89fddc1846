import type { EditScope } from '../domain/edit-scope.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import type { Program } from '../domain/program.ts';
import type { TrialId } from '../domain/trial.ts';

/** Successes and failures of one operator, discounted by age. */
export interface Credit {
  readonly successes: number;
  readonly failures: number;
}

/** All that a proposer gets: it keeps no state of its own. */
export interface Brief {
  readonly problem: ProblemDescription;
  /** At least one; the first is the one to change. */
  readonly parents: readonly { readonly trialId: TrialId; readonly program: Program }[];
  /** Donor material: archive members and baselines. */
  readonly context: readonly { readonly trialId: TrialId; readonly program: Program }[];
  readonly seedProgram: Program;
  readonly scope: EditScope;
  readonly mode: string;
  /** The only source of chance. */
  readonly rngSeed: string;
  readonly creditByOperator: Readonly<Record<string, Credit>>;
}

/** A program, or the reason why there is none. */
export type Proposal =
  | {
      readonly kind: 'program';
      readonly program: Program;
      readonly operators: readonly string[];
      readonly tokens: number;
      readonly usd: number;
    }
  | {
      readonly kind: 'none';
      readonly why: 'inapplicable' | 'unparsable' | 'unchanged';
      readonly detail: string;
      readonly operators: readonly string[];
      readonly tokens: number;
      readonly usd: number;
    };

/** Makes programs from programs. */
export interface Proposer {
  readonly name: string;
  /**
   * True if this package's own operators make its programs from texts that the problem brought: nobody wrote them with
   * an intention, so a first look at them may be had where other programs ran before.
   */
  readonly isMechanical?: true;
  /** The same brief gives the same proposal, unless a model is asked. @throws {InfraError} If the world failed. */
  propose(brief: Brief, signal: AbortSignal): Promise<Proposal>;
}
