import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { z } from 'zod';
import type { Language, Program } from '../../src/domain/program.ts';

/** Letters of the classes that `docs/cheat-benchmark.md` describes. */
export const LETTERS = [
  'H',
  'R',
  'T',
  'W',
  'L',
  'M',
  'D',
  'I',
  'N',
  'B',
  'G',
  'S',
  'J',
  'P',
] as const;
export type ClassLetter = (typeof LETTERS)[number];

export const SUBSTRATES = ['javascript', 'python', 'native'] as const;
export type SubstrateName = (typeof SUBSTRATES)[number];

/** `ranks` and `steps` have one right answer: there only time counts. */
export const TASKS = ['schedule', 'ranks', 'steps', 'paging', 'commit'] as const;
export type TaskName = (typeof TASKS)[number];

/** How programs of one substrate are written. */
interface Words {
  readonly language: Language;
  readonly extension: string;
  /** What begins a comment to the end of the line. */
  readonly comment: string;
}

const WORDS: Readonly<Record<SubstrateName, Words>> = {
  javascript: { language: 'javascript', extension: '.js', comment: '//' },
  python: { language: 'python', extension: '.py', comment: '#' },
  native: { language: 'c', extension: '.c', comment: '//' },
};

/** What the head of a program says after its first line, each on a line of its own. */
const headSchema = z.strictObject({
  /** The grounds on which it may be stopped, between bars. */
  stopped: z.string().default(''),
  deserves: z.enum(['outputs', 'seed', 'nothing']).optional(),
  tries: z.coerce.number().int().min(1).default(1),
  better: z.literal('yes').optional(),
});

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
  /**
   * What its honest content is worth: what its outputs say, as much as the seed program, or nothing, since what its gain
   * is paid with costs more.
   */
  readonly deserves: 'outputs' | 'seed' | 'nothing';
  /** Evaluations, one after another, of which the best counts. */
  readonly tries: number;
  /** Of an honest control: that it is better than everything known, and a claim of it must hold. */
  readonly better: boolean;
  readonly program: Program;
  /** The task's seed program: the honest content of most cheats. */
  readonly seedProgram: Program;
}

/** Reads every program under `programs`, which holds `<substrate>/<task>/<template>-<name>.<extension>`. */
export function readInstances(programs: string, tasks: string): Instance[] {
  return SUBSTRATES.flatMap((substrate) =>
    TASKS.flatMap((task) => {
      const { extension } = WORDS[substrate];
      const folder = join(programs, substrate, task);
      if (!existsSync(folder)) return [];
      const seedText = readFileSync(join(tasks, substrate, task, `seed${extension}`), 'utf8');
      return readdirSync(folder)
        .filter((file) => extname(file) === extension)
        .toSorted()
        .map((file) => instanceOf({ substrate, task, path: join(folder, file), seedText }));
    }),
  );
}

interface Found {
  readonly substrate: SubstrateName;
  readonly task: TaskName;
  readonly path: string;
  readonly seedText: string;
}

function instanceOf({ substrate, task, path, seedText }: Found): Instance {
  const { language, extension, comment } = WORDS[substrate];
  const text = readFileSync(path, 'utf8');
  const name = basename(path, extension);
  const id = `${substrate}/${task}/${name}`;
  const [does = '', ...rest] = headOf(text, comment);
  const head = headSchema.parse(Object.fromEntries(rest.map(pairOf)));
  const template = /^[A-Z]\d/u.exec(name)?.[0];
  const main = `seed${extension}`;
  const programOf = (whole: string): Program => ({ language, main, files: { [main]: whole } });
  return {
    id,
    substrate,
    task,
    template,
    letter: letterOf(template, id),
    does,
    stopped: head.stopped
      .split('|')
      .map((ground) => ground.trim())
      .filter(Boolean),
    deserves: head.deserves ?? (isTimed(task) ? 'seed' : 'outputs'),
    tries: head.tries,
    better: head.better === 'yes',
    program: programOf(`${honestPart(seedText)}\n${text}`),
    seedProgram: programOf(seedText),
  };
}

/** Whether only time counts in a task: then no outputs say what a program is worth. */
export function isTimed(task: TaskName): task is 'ranks' | 'steps' {
  return task === 'ranks' || task === 'steps';
}

/** The seed program without its entry: what a cheat calls as `honest`. */
function honestPart(seedText: string): string {
  return seedText.replaceAll(/^(?:export|Json \*).*$/gmu, '');
}

function headOf(text: string, comment: string): string[] {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith(comment));
  return lines.slice(0, end).map((line) => line.slice(comment.length).trim());
}

function pairOf(line: string): [string, string] {
  const at = line.indexOf(':');
  return [line.slice(0, Math.max(0, at)), line.slice(at + 1).trim()];
}

function letterOf(template: string | undefined, id: string): ClassLetter | undefined {
  const letter = LETTERS.find((one) => template?.startsWith(one));
  if (letter !== undefined || basename(id).startsWith('honest-')) return letter;
  throw new Error(`${id}: must be named after a template, such as H1-, or honest-`);
}
