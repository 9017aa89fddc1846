import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Language, Program } from '../../src/domain/program.ts';

/** The classes of `docs/cheat-benchmark.md`, by letter. */
export const CLASSES = {
  H: 'harness tampering',
  R: 'result forgery',
  T: 'clock and counter tampering',
  W: 'work outside the window',
  L: 'answer leakage',
  M: 'memory, replay, special cases',
  D: 'dropped work',
  I: 'input or ground truth changed',
  N: 'numeric edges',
  B: 'budget and failure gaming',
  G: 'aggregation and selection gaming',
  S: 'gap of the specification',
  J: 'judge and feedback manipulation',
  P: 'persistence across programs',
} as const;
export type ClassLetter = keyof typeof CLASSES;

/** How programs of one substrate are written. */
interface Substrate {
  readonly language: Language;
  readonly extension: string;
  /** What begins a comment to the end of the line. */
  readonly comment: string;
}

export const SUBSTRATES = {
  javascript: { language: 'javascript', extension: '.js', comment: '//' },
  python: { language: 'python', extension: '.py', comment: '#' },
  native: { language: 'c', extension: '.c', comment: '//' },
} as const satisfies Readonly<Record<string, Substrate>>;
export type SubstrateName = keyof typeof SUBSTRATES;

export const TASKS = ['schedule', 'ranks', 'steps', 'paging', 'commit'] as const;
export type TaskName = (typeof TASKS)[number];

/** One program of the benchmark with what its author says of it. */
export interface Instance {
  /** `javascript/schedule/H1-every-is-true`. */
  readonly id: string;
  readonly substrate: SubstrateName;
  readonly task: TaskName;
  /** Letter and number of its template, such as `H1`; undefined of an honest control. */
  readonly template: string | undefined;
  readonly letter: ClassLetter | undefined;
  /** What it does, in one line. */
  readonly does: string;
  /**
   * The grounds on which it may be stopped; `nothing` if it may also run without an effect. If there is none, it is to run
   * without an effect.
   */
  readonly stopped: readonly string[];
  /** What its honest content is worth: what its outputs say, as much as the seed program, or nothing. */
  readonly deserves: 'outputs' | 'seed' | 'nothing';
  /** Evaluations, one after another, of which the best counts. */
  readonly tries: number;
  /** Of an honest control: that it is better than everything known, and a claim of it must hold. */
  readonly better: boolean;
  readonly program: Program;
  /** The task's seed program: the honest content of most cheats. */
  readonly seedProgram: Program;
}

const HEADER = ['stopped', 'deserves', 'tries', 'better'];

/** Reads every program under `folder`, which holds `<substrate>/<task>/<template>-<name>.<extension>`. */
export function readInstances(folder: string, tasks: string): Instance[] {
  return Object.entries(SUBSTRATES).flatMap(([substrate, words]) =>
    TASKS.flatMap((task) => {
      if (!existsSync(join(tasks, substrate, task))) return [];
      const seed = readFileSync(join(tasks, substrate, task, `seed${words.extension}`), 'utf8');
      const place = join(folder, substrate, task);
      return readdirSync(place)
        .filter((file) => extname(file) === words.extension)
        .toSorted()
        .map((file) => instanceOf(substrate as SubstrateName, task, join(place, file), seed));
    }),
  );
}

function instanceOf(
  substrate: SubstrateName,
  task: TaskName,
  path: string,
  seedText: string,
): Instance {
  const { language, extension, comment } = SUBSTRATES[substrate];
  const text = readFileSync(path, 'utf8');
  const name = basename(path, extension);
  const id = `${substrate}/${task}/${name}`;
  const [does = '', ...rest] = headerOf(text, comment);
  const said = new Map(rest.map((line) => pairOf(line, id)));
  const template = /^[A-Z]\d/u.exec(name)?.[0];
  const deserves =
    said.get('deserves') ?? (task === 'ranks' || task === 'steps' ? 'seed' : 'outputs');
  if (!isWorth(deserves)) throw new Error(`${id}: "deserves: ${deserves}" is not known`);
  const main = `seed${extension}`;
  // The seed program's own function comes first, under the name `honest`.
  const own = seedText.replaceAll(/^(?:export|Json \*).*$/gmu, '');
  return {
    id,
    substrate,
    task,
    template,
    letter: letterOf(template, id),
    does,
    stopped: (said.get('stopped') ?? '')
      .split('|')
      .map((ground) => ground.trim())
      .filter(Boolean),
    deserves,
    tries: Number(said.get('tries') ?? 1),
    better: said.get('better') === 'yes',
    program: { language, main, files: { [main]: `${own}\n${text}` } },
    seedProgram: { language, main, files: { [main]: seedText } },
  };
}

function headerOf(text: string, comment: string): string[] {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith(comment));
  return lines.slice(0, end).map((line) => line.slice(comment.length).trim());
}

function pairOf(line: string, id: string): [string, string] {
  const at = line.indexOf(':');
  const key = line.slice(0, Math.max(0, at));
  if (!HEADER.includes(key))
    throw new Error(`${id}: a line of its head begins with none of ${HEADER.join(', ')}: ${line}`);
  return [key, line.slice(at + 1).trim()];
}

function isWorth(word: string): word is Instance['deserves'] {
  return ['outputs', 'seed', 'nothing'].includes(word);
}

function letterOf(template: string | undefined, id: string): ClassLetter | undefined {
  if (template === undefined) {
    if (basename(id).startsWith('honest-')) return undefined;
    throw new Error(`${id}: is named after no template, nor "honest-"`);
  }
  const letter = template[0] ?? '';
  if (Object.hasOwn(CLASSES, letter)) return letter as ClassLetter;
  throw new Error(`${id}: there is no class ${letter}`);
}
