import type { Sandbox } from '../contracts/sandbox.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import type { Program } from '../domain/program.ts';
import type { Clock } from '../lib/clock.ts';
import type { Conductor } from './judge.ts';
import type { Conduct, Outcome } from './judge-protocol.ts';

/** A program to be conducted by a judge. */
export interface ProgramJob {
  readonly sandbox: Sandbox;
  readonly problem: Pick<
    ProblemDescription,
    'entry' | 'kind' | 'modules' | 'limits' | 'baselines' | 'command' | 'seedProgram'
  >;
  readonly program: Program;
  /** Of the session of a function, and the signature of what cannot be compared. */
  readonly nonce: string;
  readonly drawNonce: () => string;
  /** The only core that the program may use; any if absent. */
  readonly core?: number | undefined;
  readonly clock: Clock;
}

/** What a judge is given to reach the program. */
interface Access {
  readonly session: Pick<Conduct, 'nonce' | 'channel' | 'exchangeFolder'>;
  readonly conductor: Omit<Conductor, 'probe'>;
}

/** What the judge does with a program. */
export interface JudgeWork<T> {
  readonly conduct: (access: Access) => Promise<T>;
  readonly outcomeOf: (result: T) => Outcome;
}
