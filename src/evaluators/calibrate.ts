import type { Sandbox } from '../contracts/sandbox.ts';
import { InfraError } from '../domain/errors.ts';
import type { ProblemDescription } from '../domain/problem.ts';
import type { HostedLanguage, Program, ProgramKind } from '../domain/program.ts';
import { withSession } from './conduct-session.ts';
import type { Clock } from '../lib/clock.ts';
import type { Judge } from './judge.ts';

/** A program that does nothing, one line for each language and kind. */
interface Noop {
  readonly main: string;
  /** Where it is another than the one that it stands for. */
  readonly language?: HostedLanguage;
  readonly function: (entry: string) => string;
  readonly policy: (entry: string) => string;
}

const JAVASCRIPT: Noop = {
  main: 'noop.js',
  language: 'javascript',
  function: (entry) => `export function ${entry}() { return null; }`,
  policy: (entry) => `export function ${entry}() { return () => null; }`,
};
const NOOPS: Readonly<Record<HostedLanguage, Noop>> = {
  javascript: JAVASCRIPT,
  typescript: JAVASCRIPT,
  python: {
    main: 'noop.py',
    function: (entry) => `def ${entry}(_): return None`,
    policy: (entry) => `def ${entry}(_): return lambda _: None`,
  },
  c: {
    main: 'noop.c',
    function: (entry) => `Json *${entry}(const Json *input) { return input ? NULL : NULL; }`,
    policy: (
      entry,
    ) => `static Json *step(void *state, const Json *observation) { return state && observation ? NULL : NULL; }
Policy ${entry}(const Json *config) { return (Policy){step, config ? NULL : NULL}; }`,
  },
  cpp: {
    main: 'noop.cpp',
    function: (entry) => `barbican::Value ${entry}(const barbican::Value &) { return nullptr; }`,
    policy: (entry) => `auto ${entry}(const barbican::Value &) {
  return [](const barbican::Value &) { return barbican::Value(); };
}`,
  },
  rust: {
    main: 'noop.rs',
    function: (entry) => `pub fn ${entry}(_: &barbican::Value) {}`,
    policy: (entry) =>
      `pub fn ${entry}(_: &barbican::Value) -> impl FnMut(&barbican::Value) { |_| () }`,
  },
};

/** Enough for a steady median; 50 take about a millisecond beside the start of the program. */
const CALLS = 50;

/**
 * What an empty call takes in this sandbox, in microseconds: the median over a program that does nothing. A command has no
 * calls: what an empty step takes is known of each that is built.
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
    readonly clock: Clock;
  },
  signal: AbortSignal,
): Promise<number> {
  const { entry, kind, modules, limits, seedProgram } = options.problem;
  const { language } = seedProgram;
  if (kind === 'command' || language === 'any') return 0;
  const { sandbox, core, clock } = options;
  const nonce = options.drawNonce();
  const program = noopProgram(language, entry, kind);
  const session = await withSession(
    { sandbox, program, entry, kind, modules, limits, nonce, core, clock },
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
function noopProgram(
  language: HostedLanguage,
  entry: string,
  kind: Exclude<ProgramKind, 'command'>,
): Program {
  const noop = NOOPS[language];
  return {
    language: noop.language ?? language,
    main: noop.main,
    files: { [noop.main]: `${noop[kind](entry)}\n` },
  };
}
