import { InfraError } from '../domain/errors.ts';
import { isLate } from './audited.ts';
import type { SessionResult } from './conduct-session.ts';
import type { Outcome } from './judge-protocol.ts';

/** What came of one try to judge a program. */
export type Try<Session> =
  | { readonly kind: 'counts'; readonly session: Session }
  /** It may say nothing of the program. */
  | { readonly kind: 'doubtful'; readonly session: Session }
  /** It says nothing of the program. */
  | { readonly kind: 'nothing'; readonly why: Error };

/**
 * Tries once more unless the first session counts; then a doubtful one counts too.
 *
 * @throws {InfraError} If the second try says nothing.
 */
export async function twice<Session>(attempt: () => Promise<Try<Session>>): Promise<Session> {
  const first = await attempt();
  if (first.kind === 'counts') return first.session;
  const second = await attempt();
  if (second.kind !== 'nothing') return second.session;
  const { why } = second;
  throw new InfraError(`Twice a program could not be judged: ${why.message}`, { cause: why });
}

/**
 * A session as a try: doubtful when others killed the program or a rival, or when it was late without computing, nothing
 * when it did not even begin.
 */
export function tryOf<T>(
  session: SessionResult<T>,
  outcomeOf: (result: T) => Outcome,
): Try<SessionResult<T>> {
  if (session.kind === 'not-started') return { kind: 'counts', session };
  const outcome = outcomeOf(session.result);
  if (outcome.kind === 'gone' && !outcome.begun) {
    const said = session.artifacts.stderr.trim().split('\n').at(-1) ?? '';
    const why = new Error(`the sandbox ended before the program began: ${said}`);
    return { kind: 'nothing', why };
  }
  const isDoubtful =
    (session.killedByOthers && mayBeCutShort(outcome)) ||
    (session.idle && isLate({ ...session, result: outcome }));
  return { kind: isDoubtful ? 'doubtful' : 'counts', session };
}

/**
 * Whether the program was not conducted to its end. A rival that went away shows as a defect of the problem; a sandbox that
 * was killed while it was made may leave a process behind, so that the program seems to be late.
 */
function mayBeCutShort(outcome: Outcome): boolean {
  return outcome.kind !== 'finished' || outcome.defects.length > 0;
}
