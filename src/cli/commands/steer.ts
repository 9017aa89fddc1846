import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { budgetFromText } from '../../domain/budget-text.ts';
import { ConfigError } from '../../domain/errors.ts';
import type { RunState } from '../../domain/run-state.ts';
import type { SteerCommand } from '../../domain/steering.ts';
import type { SteerOutcome } from '../../compose/index.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit.ts';
import { type CommonFlags, withCommonFlags } from '../flags.ts';
import type { Io } from '../io.ts';
import { steeringLines } from '../text/steering-text.ts';

/** How long a run that goes on may take until it takes an order, in milliseconds. */
export const WAIT_MS = 3_000;

interface SteerFlags extends CommonFlags {
  readonly by?: string;
  readonly lineage?: true;
}

const WHAT = `what to do:
    pause, continue        hold the search, and let it go on; wall time stands still meanwhile
    stop                   no more trials; the run goes on to its claim
    hint <words>           tell the models something from now on
    pin <trial>            begin at this trial only ("best" is the best one); with --lineage at all that comes of it
    ban <trial>            neither build on it nor claim it
    release <trial>        take a pin or a ban back
    budget <list>          new limits, such as 10m or trials=500
    answer <question> <a>  answer what the run asks
    note <trial> <words>   words that stay beside a trial
    list                   how it is steered, and what it asks`;

/** Adds `barbican steer <run>`. */
export function addSteer(program: Command, { io, exitWith }: Context): void {
  const added = program
    .command('steer')
    .description('steer a run while it goes on, or before it is resumed')
    .argument('<run>', 'the run folder')
    .argument('<what>', WHAT)
    .argument('[words...]', 'its trial, words or limits')
    .option('--by <name>', 'who says so, for the log (default: the name of the user)')
    .option('--lineage', 'with pin and ban: and all that comes of it');
  withCommonFlags(added, [
    'barbican steer runs/my-problem-1 hint "Most requests are small: look at the short queue first"',
    'barbican steer runs/my-problem-1 ban t17 --lineage',
  ]);
  added.action(async (folder: string, what: string, words: string[], flags: SteerFlags) => {
    const { readRun, steerRun, trialNamed } = await import('../../compose/index.ts');
    const stateNow = (): RunState => {
      const run = readRun(folder);
      run.close();
      return run.state;
    };
    if (what === 'list') {
      const state = stateNow();
      io.out.write(`${flags.json ? jsonOf(state) : listOf(state)}\n`);
      return exitWith(EXIT.ok);
    }
    const signal = new AbortController().signal;
    const given = commandFrom(what, words, flags);
    const isBest = 'trialId' in given && given.trialId === 'best';
    const command = isBest ? { ...given, trialId: trialNamed(stateNow(), 'best') } : given;
    const order = { folder, by: nameOf(flags.by), command };
    exitWith(said(io, flags, await steerRun({ ...order, waitMs: WAIT_MS, signal })));
  });
}

function jsonOf({ steering }: RunState): string {
  const { paused, stoppedBy, hints, notes, markById, questions } = steering;
  const marks = Object.fromEntries(markById);
  return JSON.stringify({
    paused,
    stoppedBy,
    hints,
    notes,
    marks,
    questions: [...questions.values()],
  });
}

function listOf(state: RunState): string {
  const lines = steeringLines(state);
  return (lines.length === 0 ? ['Nobody has steered it.'] : lines).join('\n');
}

/** Who it is, as far as this machine knows. */
export function nameOf(by?: string): string {
  if (by !== undefined) return by;
  try {
    return userInfo().username;
  } catch {
    // This user has no entry in the system's list, as in some containers.
    return `user-${process.getuid?.() ?? ''}`;
  }
}

/** Says what became of an order; gives the exit code. */
export function said(io: Io, flags: CommonFlags, outcome: SteerOutcome): number {
  if (flags.json) io.out.write(`${JSON.stringify(outcome)}\n`);
  if (outcome.kind === 'refused') {
    if (!flags.json) io.err.write(`${outcome.why}\n`);
    return EXIT.usage;
  }
  if (flags.json || flags.quiet) return EXIT.ok;
  const text =
    outcome.kind === 'taken'
      ? 'Taken'
      : 'Kept: the run does not take orders now; it does when it goes on ("barbican resume")';
  io.out.write(`${text}\n`);
  return EXIT.ok;
}

/** How each order is written, and what it becomes. */
interface OrderForm {
  readonly usage: string;
  readonly make: (words: readonly string[], lineage: boolean) => SteerCommand;
}

const mark = (kind: 'pin' | 'ban'): OrderForm => ({
  usage: '<trial>',
  make: ([trialId = ''], lineage) => ({ kind, trialId, lineage }),
});
const plain = (kind: 'pause' | 'continue' | 'stop'): OrderForm => ({
  usage: '',
  make: () => ({ kind }),
});
const FORMS: ReadonlyMap<string, OrderForm> = new Map<string, OrderForm>([
  ['pause', plain('pause')],
  ['continue', plain('continue')],
  ['stop', plain('stop')],
  ['hint', { usage: '<words>', make: (words) => ({ kind: 'hint', text: words.join(' ') }) }],
  ['pin', mark('pin')],
  ['ban', mark('ban')],
  ['release', { usage: '<trial>', make: ([trialId = '']) => ({ kind: 'release', trialId }) }],
  [
    'budget',
    {
      usage: '<list>',
      make: ([list = '']) => ({ kind: 'budget', budget: budgetFromText(list) }),
    },
  ],
  [
    'answer',
    {
      usage: '<question> <answer>',
      make: ([questionId = '', answer = '']) => ({ kind: 'answer', questionId, answer }),
    },
  ],
  [
    'note',
    {
      usage: '<trial> <words>',
      make: ([trialId = '', ...words]) => ({ kind: 'note', trialId, text: words.join(' ') }),
    },
  ],
]);

function commandFrom(what: string, words: readonly string[], flags: SteerFlags): SteerCommand {
  const form = FORMS.get(what);
  const lineage = flags.lineage === true;
  if (form === undefined) {
    throw new ConfigError(
      `Cannot steer with "${what}": use ${[...FORMS.keys(), 'list'].join(', ')}; a program is brought with "barbican propose"`,
    );
  }
  const { usage, make } = form;
  const needed = usage.split('<').length - 1;
  const tooMany = words.length > needed && !usage.includes('words');
  if (words.length < needed || tooMany) {
    throw new ConfigError(
      `Cannot read "${[what, ...words].join(' ')}": write it as ${`${what} ${usage}`.trim()}`,
    );
  }
  if (lineage && what !== 'pin' && what !== 'ban')
    throw new ConfigError(`Cannot use --lineage with ${what}: it goes with pin and ban`);
  return make(words, lineage);
}
