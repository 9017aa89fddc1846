import { z } from 'zod';
import { ProblemError } from '../problem-fault.ts';
import { CANDIDATE } from '../session-messages.ts';
import type { CommandShape, Drive, ProblemShape } from './definition.ts';
import type { LoadedProblem } from './problem.ts';

/** Time for a build unless the problem says otherwise: a minute. */
const BUILD_MS = 60_000;

const callOnce: Drive = ({ workload, program }) => program.call(workload);

type ProgramPart =
  | 'seedPath'
  | 'entry'
  | 'modules'
  | 'kind'
  | 'config'
  | 'input'
  | 'output'
  | 'command'
  | 'drive';

/** The program of a problem, with who conducts it. @throws {ProblemError} If `drive` is missing where it is needed. */
export function programOf(shape: ProblemShape, file: string): Pick<LoadedProblem, ProgramPart> {
  const { program } = shape;
  if (program.kind === 'command') return commandOf(program, shape, file);
  const { kind, entry, modules = [], seed: seedPath } = program;
  const drive = shape.drive ?? callOnce;
  if (program.kind === 'function') {
    const { input, output } = program;
    return { seedPath, entry, modules, kind, config: undefined, input, output, drive };
  }
  if (!shape.drive) {
    throw new ProblemError({
      file,
      key: 'drive',
      message: "is missing: a program of kind 'policy' has no default for it",
      hint: 'start an instance and show it one observation after another: `const policy = await program.start(config)`, `await policy.step(observation)`',
    });
  }
  if (Object.hasOwn(shape.baselines, CANDIDATE)) {
    throw new ProblemError({
      file,
      key: `baselines.${CANDIDATE}`,
      message: 'must have another name',
      hint: 'program.start(config, name) tells programs apart by it',
    });
  }
  const { config, observation: input, action: output } = program;
  return { seedPath, entry, modules, kind, config, input, output, drive };
}

/** A command has no entry and no schemas: files and streams of bytes go in and out. */
function commandOf(
  { seed: seedPath, edit, build, steps, counted, tests = [] }: CommandShape,
  { drive, limits }: ProblemShape,
  file: string,
): Pick<LoadedProblem, ProgramPart> {
  if (!drive) {
    throw new ProblemError({
      file,
      key: 'drive',
      message: "is missing: a program of kind 'command' has no default for it",
      hint: `run its steps: \`await program.exec('${Object.keys(steps)[0] ?? ''}', { stdin })\``,
    });
  }
  const twice = Object.keys(counted ?? {}).find((name) => Object.hasOwn(steps, name));
  if (twice !== undefined) {
    throw new ProblemError({
      file,
      key: `program.counted.${twice}`,
      message: 'must have another name: there is a step of that name, whose times are taken',
      hint: `such as ${twice}Counted`,
    });
  }
  const { buildMs = BUILD_MS } = limits;
  const anything = z.unknown();
  return {
    seedPath,
    entry: '',
    modules: [],
    kind: 'command',
    config: undefined,
    input: anything,
    output: anything,
    command: { edit, build, steps, ...(counted === undefined ? {} : { counted }), tests, buildMs },
    drive,
  };
}
