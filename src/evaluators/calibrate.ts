import type { Sandbox } from '../contracts/sandbox.ts';
import { InfraError } from '../domain/errors.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import type { Language, Program, ProgramKind } from '../domain/program.ts';
import { withSession } from './conduct-session.ts';
import type { Judge } from './judge.ts';

/** What a program that does nothing returns. */
const NOTHING = {
  function: { javascript: 'null', python: 'None' },
  policy: { javascript: '() => null', python: 'lambda _: None' },
} as const;

/** Enough for a steady median; 50 take about a millisecond beside the start of the program. */
const CALLS = 50;

/**
 * What an empty call takes in this sandbox, in microseconds: the median over a program that does nothing.
 *
 * @throws {InfraError} If that program could not be run.
 */
export async function calibrate(
  judge: Judge,
  options: {
    readonly sandbox: Sandbox;
    readonly problem: Pick<
      ProblemDescription,
      'entry' | 'kind' | 'modules' | 'limits' | 'seedProgram'
    >;
    readonly drawNonce: () => string;
    /** The only core that the program may use; any if absent. */
    readonly core?: number | undefined;
  },
  signal: AbortSignal,
): Promise<number> {
  const { entry, kind, modules, limits, seedProgram } = options.problem;
  const nonce = options.drawNonce();
  const program = noopProgram(seedProgram.language, entry, kind);
  const session = await withSession(
    { sandbox: options.sandbox, program, entry, kind, modules, limits, nonce, core: options.core },
    (channel, opened) => judge.calibrate({ nonce, channel, calls: CALLS }, { opened }),
    () => 'done',
    signal,
  );
  const noopUs = session.kind === 'conducted' ? session.result : undefined;
  if (noopUs !== undefined) return noopUs;
  const why = session.kind === 'not-started' ? session.failure.detail : session.artifacts.stderr;
  throw new InfraError(
    `Cannot time empty calls: a program that does nothing did not answer. ${why}`.trim(),
  );
}

/** In the language of the problem's programs: what an empty call takes depends on the host. */
function noopProgram(language: Language, entry: string, kind: ProgramKind): Program {
  const nothing = NOTHING[kind];
  const javascript = `export function ${entry}() { return ${nothing.javascript}; }\n`;
  const python = `def ${entry}(_): return ${nothing.python}\n`;
  switch (language) {
    case 'javascript':
    case 'typescript':
      return { language: 'javascript', main: 'noop.js', files: { 'noop.js': javascript } };
    case 'python':
      return { language, main: 'noop.py', files: { 'noop.py': python } };
  }
}
