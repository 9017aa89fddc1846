/** What a judge says against a problem, and what the judge in Python would say in the words of `problem.ts`. */
import { randomUUID } from 'node:crypto';
import { examineProgram } from '../../../dist/evaluators/describe-problem.js';
import { systemClock } from '../../../dist/lib/clock.js';
import type { Judge } from '../../../src/evaluators/judge.ts';
import type { ProblemFault } from '../../../src/evaluators/problem-fault.ts';
import type { MachineSandbox } from '../../../src/sandboxes/sandbox.ts';
import type { ProblemFolder } from '../judge/problem-folder.ts';
import type { Twin } from './twin.ts';

const secret = '0123456789abcdef0123456789abcdef';
const never = new AbortController().signal;

/** One of the two judges, with the problem that is right. */
export interface Side {
  readonly judge: Judge;
  readonly language: 'ts' | 'py';
  readonly folder: (
    changes: Readonly<Record<string, string>>,
    files: Readonly<Record<string, string>>,
  ) => ProblemFolder;
}

/** What is said of a problem; `where` is its file and whether a line is named. */
export interface Said extends Omit<ProblemFault, 'file'> {
  readonly where: string;
}

/** The problem with a mistake, or whatever else a twin changes, written in a language. */
export function folderOf(
  { ts, py, files = {} }: Twin,
  language: Side['language'],
  folder: Side['folder'],
): ProblemFolder {
  const [changes, at] = language === 'ts' ? [ts, 0] : [py, 1];
  const texts = Object.entries(files).map(([name, both]) => [
    name.includes('.') ? name : `${name}.${language}`,
    both[at] ?? '',
  ]);
  return folder(changes, Object.fromEntries(texts));
}

/** What a judge says when it loads a problem and, if there is a sandbox, judges the problem's own programs. */
export async function saidOf(
  { judge, language, folder }: Side,
  twin: Twin,
  sandbox?: MachineSandbox,
): Promise<Said | undefined> {
  using made = folderOf(twin, language, folder);
  try {
    await judge.load(made.path, secret);
    const statement = await judge.describe();
    if (!sandbox) return undefined;
    await judge.survey(10);
    const world = {
      judge,
      sandbox,
      drawNonce: randomUUID,
      clock: systemClock,
      problemPath: made.path,
    };
    const own = { statement, program: statement.seedProgram, key: 'program.seed' };
    await examineProgram(world, { ...own, perRegime: 2, relations: true }, never);
    return undefined;
  } catch (error) {
    if (!hasFault(error)) throw error;
    const { file, ...said } = error.fault;
    return { ...said, where: file.replace(made.path, '').replace(/:[\d:]+$/u, ': a line') };
  }
}

function hasFault(error: unknown): error is { readonly fault: ProblemFault } {
  return typeof error === 'object' && error !== null && 'fault' in error;
}

/** The first part of a key that stands inside `workloads` in TypeScript. */
const IN_WORKLOADS = /^(params|typical|regimes|where|perRegime|generate)\b/u;

/** What was said of `problem.py` in the words of `problem.ts`. */
export function inTypeScript({ key, value, message, hint, where }: Said): Said {
  return {
    ...(key === undefined ? {} : { key: keyInTypeScript(key) }),
    ...(value === undefined ? {} : { value: valueInTypeScript(value) }),
    message: words(literals(message)),
    ...(hint === undefined ? {} : { hint: words(hint) }),
    where: where.replace('.py', '.ts'),
  };
}

function keyInTypeScript(key: string): string {
  const spelt = words(key).replace(/\.in_$/u, '.in');
  if (spelt === 'problem') return 'default export';
  if (/^relations\.[^.]*$/u.test(spelt)) return `${spelt}.change`;
  return IN_WORKLOADS.test(spelt) ? `workloads.${spelt}` : spelt;
}

/** The words of the language, and the words for what Python calls by other names. */
function words(text: string): string {
  return text
    .replaceAll('memory_mib', 'memoryMiB')
    .replaceAll(/\b([a-z]+)_([a-z])([a-z]*)\b/gu, (_, a: string, b: string, c: string) => {
      return `${a}${b.toUpperCase()}${c}`;
    })
    .replaceAll('int_(', 'int(')
    .replaceAll('problem = Problem(…)', 'export default defineProblem({ … })')
    .replaceAll('must be list', 'must be array')
    .replaceAll('must give a dict', 'must give an object')
    .replaceAll('dict(top=…, bottom=…)', '{ top, bottom }')
    .replaceAll('None where', 'null where')
    .replaceAll('output: None', 'output: null')
    .replaceAll('gave int', 'gave number')
    .replaceAll('gave nothing', 'gave undefined')
    .replaceAll(': no generator and nothing async', ', without async')
    .replaceAll('has no function', 'exports no function')
    .replaceAll(/\b(?!main\b)(\w+)\.py\b/gu, '$1.ts');
}

function valueInTypeScript(value: string): string {
  return /^(None|nothing)$/u.test(value) ? 'undefined' : words(literals(value));
}

/** What must be the same: not the text of an error of the language itself, nor what was drawn. */
export function comparable(
  { key, value, message, hint, where }: Said,
  { differs = [] }: Twin,
): object {
  const all = {
    key,
    // Marks of our own, and how a number is shown inside a value.
    value: value?.replaceAll('"~barbican":"bound",', '').replaceAll('"NaN"', 'NaN'),
    message: message.replace(
      /threw \w+: .*?(?= in the regime| on \{| while it|$)/u,
      'threw something',
    ),
    hint,
    // A line is more than the other may know.
    where: where.replace(/: a line$/u, ''),
  };
  return Object.fromEntries(
    Object.entries(all)
      .filter(([name]) => !differs.some((other) => other === name))
      .map(([name, text]) => [name, text?.replace(/ (on|for) \{.*\}$/u, '')]),
  );
}

function literals(text: string): string {
  return text
    .replaceAll(/\bTrue\b/gu, 'true')
    .replaceAll(/\bFalse\b/gu, 'false')
    .replaceAll(/\binf\b/gu, 'Infinity')
    .replaceAll(/one_of\(.*?\)/gu, (choice) => choice.replaceAll("'", '"'));
}
