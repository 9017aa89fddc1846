import { conductCommand } from './conduct-command.ts';
import { type SessionResult, withSession } from './conduct-session.ts';
import type { JudgeWork, ProgramJob } from './program-job.ts';
import { SessionDesk } from './session-desk.ts';

const FATES = { finished: 'done', failed: 'over', gone: 'left' } as const;

/**
 * Lets a judge conduct a program: a function in one process that is started for it, a policy in as many as it asks for, a
 * command step by step.
 *
 * @throws The signal's reason if it is aborted meanwhile.
 */
export async function conductProgram<T>(
  job: ProgramJob,
  work: JudgeWork<T>,
  signal: AbortSignal,
): Promise<SessionResult<T>> {
  if (job.problem.kind === 'command') return await conductCommand(job, work, signal);
  return job.problem.kind === 'policy'
    ? await conductPolicy(job, work, signal)
    : await conductFunction(job, work, signal);
}

function conductFunction<T>(
  { problem, ...job }: ProgramJob,
  { conduct, outcomeOf }: JudgeWork<T>,
  signal: AbortSignal,
): Promise<SessionResult<T>> {
  const { entry, kind, modules, limits } = problem;
  const { sandbox, program, nonce, core, clock } = job;
  return withSession(
    { sandbox, program, entry, kind, modules, limits, nonce, core, clock },
    (channel, opened) => conduct({ session: { nonce, channel }, conductor: { opened } }),
    (result) => FATES[outcomeOf(result).kind],
    signal,
  );
}

async function conductPolicy<T>(
  { sandbox, problem, program, drawNonce, core, clock }: ProgramJob,
  { conduct, outcomeOf }: JudgeWork<T>,
  signal: AbortSignal,
): Promise<SessionResult<T>> {
  const { entry, modules, limits, baselines } = problem;
  await using desk = new SessionDesk(
    { sandbox, candidate: program, baselines, entry, modules, limits, drawNonce, core, clock },
    signal,
  );
  const result = await conduct({
    session: {},
    conductor: {
      open: (session, name) => desk.open(session, name),
      opened: (session) => {
        if (session !== undefined) desk.opened(session);
      },
      close: (session) => desk.close(session),
    },
  });
  signal.throwIfAborted();
  const outcome = outcomeOf(result);
  const gone = outcome.kind === 'gone' ? outcome.session : undefined;
  const idle = desk.wereIdle();
  const { failure: ended, artifacts, killedByOthers } = await desk.end(gone);
  const { tier } = sandbox;
  return { kind: 'conducted', result, ended, killedByOthers, idle, artifacts, tier };
}
