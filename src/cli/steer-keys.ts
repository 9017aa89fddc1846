/** Steering by keys while a run is shown: what each key asks of the run, and what is shown of it. */
import type { SteerOutcome } from '../compose/index.ts';
import type { RunState } from '../domain/run-state.ts';
import type { Question, SteerCommand } from '../domain/steering.ts';
import { questionText } from './text/steering-text.ts';

const ENTER = new Set(['\r', '\n']);
const ERASE = new Set(['\u007F', '\b']);
const ESCAPE = '\u001B';

/** A line that is being typed. */
interface Typing {
  readonly prompt: string;
  /** What it asks of the run; undefined if nothing. */
  readonly make: (text: string) => SteerCommand | undefined;
  text: string;
}

/** The keys of a run that goes on. */
export interface SteerKeys {
  press(key: string): void;
  /** What is to be seen below the run: what is typed, what became of the last key, or which keys there are. */
  lines(): readonly string[];
}

/** What a key does: an order, a line to type first, or a reason why there is nothing to do. */
type Action = SteerCommand | Omit<Typing, 'text'> | string;

interface Key {
  readonly means: string;
  readonly act: (state: RunState) => Action;
}

const KEYS: ReadonlyMap<string, Key> = new Map<string, Key>([
  [
    'p',
    {
      means: 'pause, continue',
      act: ({ steering }) => ({ kind: steering.paused ? 'continue' : 'pause' }),
    },
  ],
  [
    'h',
    { means: 'hint', act: () => ({ prompt: 'hint', make: (text) => ({ kind: 'hint', text }) }) },
  ],
  ['i', { means: 'pin the best', act: (state) => mark(state, 'pin') }],
  ['b', { means: 'ban the best', act: (state) => mark(state, 'ban') }],
  ['r', { means: 'release', act: release }],
  ['a', { means: 'answer', act: answer }],
  [
    's',
    {
      means: 'stop',
      act: () => ({
        prompt: 'stop the search, and confirm the best (yes)',
        make: (text) => (text.startsWith('y') ? { kind: 'stop' } : undefined),
      }),
    },
  ],
]);

const HELP = [...KEYS].map(([key, { means }]) => `${key} ${means}`).join(' · ');

/** @param give Asks something of the run, and tells what became of it. */
export function steerKeys(
  state: RunState,
  give: (command: SteerCommand) => Promise<SteerOutcome>,
): SteerKeys {
  let typing: Typing | undefined;
  let said = '? keys';
  const send = async (command: SteerCommand): Promise<void> => {
    said = `${command.kind} …`;
    try {
      said = outcomeText(command, await give(command));
    } catch (error) {
      said = error instanceof Error ? error.message : String(error);
    }
  };
  const type = (line: Typing, key: string): void => {
    if (ERASE.has(key)) line.text = Array.from(line.text).slice(0, -1).join('');
    else if (key >= ' ') line.text += key;
    if (key !== ESCAPE && !ENTER.has(key)) return;
    typing = undefined;
    said = '? keys';
    const text = key === ESCAPE ? '' : line.text.trim();
    const command = text === '' ? undefined : line.make(text);
    if (command) void send(command);
  };
  return {
    press: (key) => {
      if (typing) return type(typing, key);
      const action = KEYS.get(key)?.act(state) ?? HELP;
      if (typeof action === 'string') said = action;
      else if ('prompt' in action) typing = { ...action, text: '' };
      else void send(action);
    },
    lines: () => [typing ? `${typing.prompt}: ${typing.text}_` : said],
  };
}

function mark({ best }: RunState, kind: 'pin' | 'ban'): Action {
  return best ? { kind, trialId: best.id, lineage: false } : 'There is no best yet';
}

/** The mark that was made last. */
function release({ steering }: RunState): Action {
  const trialId = [...steering.markById.keys()].at(-1);
  return trialId === undefined ? 'Nothing is pinned or banned' : { kind: 'release', trialId };
}

function answer(state: RunState): Action {
  const question = openQuestionOf(state);
  if (!question) return 'The run asks nothing';
  const { questionId, choices } = question;
  return {
    prompt: `answer to ${questionId} (${choices.join(' or ')})`,
    make: (text) => ({ kind: 'answer', questionId, answer: text }),
  };
}

/** The first question that nobody has answered. */
function openQuestionOf({ steering }: RunState): Question | undefined {
  return [...steering.questions.values()].find((question) => question.answer === undefined);
}

/** What the run asks, as one line with what to press; nothing if it asks nothing. */
export function questionLines(state: RunState): readonly string[] {
  const question = openQuestionOf(state);
  return question ? [`a to answer ${questionText(question)}`] : [];
}

function outcomeText(command: SteerCommand, outcome: SteerOutcome): string {
  if (outcome.kind === 'refused') return outcome.why;
  const what = 'trialId' in command ? `${command.kind} ${command.trialId}` : command.kind;
  return `${what}: ${outcome.kind === 'taken' ? 'taken' : 'the run does not take it now'}`;
}
