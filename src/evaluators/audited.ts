import type { Failure, Violation } from '../domain/evaluation.ts';
import type { SessionResult } from './conduct-session.ts';
import type { Outcome } from './judge-protocol.ts';
import { NO_MEMORY } from './replay-rule.ts';

/** Whether there is something to ask a function again: it answered everything, and that counts so far. */
export function isWhole(session: SessionResult<Outcome>): boolean {
  if (session.kind !== 'conducted' || session.ended) return false;
  const { result } = session;
  return result.kind === 'finished' && result.violations.length === 0 && !result.partial;
}

/** A session with what a replay of its calls in a fresh process shows; the replay itself if that was cut short. */
export function audited(
  session: SessionResult<Outcome>,
  replay: SessionResult<Outcome>,
): SessionResult<Outcome> {
  if (replay.kind === 'conducted' && replay.result.kind === 'gone') return replay;
  const violations = violationsOf(replay);
  if (session.kind !== 'conducted' || session.result.kind !== 'finished') return session;
  return { ...session, result: { ...session.result, violations } };
}

/** Whether a program was late, which may be the machine's doing: of a replay it says nothing of what a function remembers. */
export function isLate(session: SessionResult<Outcome>): boolean {
  return failureOf(session)?.kind === 'timeout';
}

function violationsOf(replay: SessionResult<Outcome>): readonly Violation[] {
  const failure = failureOf(replay);
  if (failure) {
    const { kind, detail, regime = '', index = 0 } = failure;
    const seen = `asked again it failed: ${kind}: ${detail}`;
    return [{ rule: NO_MEMORY, regime, index, detail: seen }];
  }
  const finished = replay.kind === 'conducted' && replay.result.kind === 'finished';
  return finished ? replay.result.violations : [];
}

function failureOf(replay: SessionResult<Outcome>): Failure | undefined {
  if (replay.kind === 'not-started') return replay.failure;
  return replay.result.kind === 'failed' ? replay.result.failure : replay.ended;
}
