import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Budget } from '../domain/budget.ts';
import { budgetFromText } from '../domain/budget-text.ts';
import { hasCode } from '../domain/errors.ts';
import { type Tier, TIERS } from '../domain/evaluation.ts';

/** Flags that every command has. */
export interface CommonFlags {
  readonly quiet?: true;
  readonly json?: true;
  /** False with `--no-color`. */
  readonly color: boolean;
}

/** Where programs may run: the strongest that works here, or one by name. */
export type TierFlag = 'auto' | Tier;

/** Adds the flags that every command has, and its two examples to the help. */
export function withCommonFlags(
  command: Command,
  examples: readonly [string, string],
  json = 'print JSON, one object a line, on standard output',
): Command {
  return command
    .option('-q, --quiet', 'print only what was asked for')
    .option('--json', json)
    .option('--no-color', 'no colours (also with NO_COLOR set)')
    .addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ ${line}`).join('\n')}`);
}

/** `--budget`, read when the command line is. */
export function budgetOption(description: string): Option {
  const option = new Option('-b, --budget <list>', description);
  return option.argParser((text: string): Budget => orInvalid(() => budgetFromText(text)));
}

/** `--concurrency`, read when the command line is. */
export function concurrencyOption(): Option {
  const option = new Option('-c, --concurrency <n>', 'trials at a time (default: one per core)');
  return option.argParser((text: string) => integerFrom(text, 1));
}

/** `--data`, a folder. */
export function dataOption(description = "folder of the problem's real inputs"): Option {
  return new Option('--data <folder>', description);
}

/** Who proposes: `--model`, `--classical`, `--proposals`, and `--replay` for what was proposed before. */
export function proposerOptions(): Option[] {
  return [
    new Option(
      '-m, --model <provider/name>',
      'a language model that proposes, such as openai/gpt-5 or ollama/qwen3,url=http://host:11434/v1; may be repeated',
    ).argParser((text: string, before?: readonly string[]) => [...(before ?? []), text]),
    new Option(
      '--agent <command>',
      'a coding agent that proposes: claude, codex, or a command that changes the files of the folder it runs in, as name="command"; may be repeated',
    ).argParser((text: string, before?: readonly string[]) => [...(before ?? []), text]),
    new Option('--agent-minutes <n>', 'longest time of one proposal of an agent')
      .argParser(numberFrom)
      .default(10),
    new Option(
      '--agent-usd <n>',
      'most that one proposal of an agent can cost, for --budget usd=…',
    ).argParser(numberFrom),
    new Option(
      '--agent-env <names>',
      'variables of the environment that agents get besides their own, comma-separated',
    ).argParser((text: string) => text.split(',').filter(Boolean)),
    new Option(
      '--classical <share>',
      'share of the trials that the classical operators propose beside models',
    )
      .argParser(shareFrom)
      .default(0.12),
    proposalsOption('calls of models at a time').default(8),
    new Option(
      '--replay <run>',
      'make the decisions of a run again from its record, without a network, into another folder',
    ),
  ];
}

/** `--proposals`, a number of calls. */
export function proposalsOption(description: string): Option {
  return new Option('--proposals <n>', description).argParser((text: string) =>
    integerFrom(text, 1),
  );
}

/** A number above 0. */
function numberFrom(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

/** A share such as `0.12`. */
function shareFrom(text: string): number {
  const value = Number(text);
  if (/^(\d+\.?\d*|\.\d+)$/u.test(text) && value <= 1) return value;
  throw new InvalidArgumentError('It must be a number from 0 to 1.');
}

/** `--tier`, one of the names. */
export function tierOption(description = 'sandbox for programs'): Option {
  return new Option('--tier <name>', description).choices(['auto', ...TIERS]);
}

/** A whole number of at least `least`. */
export function integerFrom(text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/u.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`);
}

/** Collects repeated `--set key=value`. */
export function settingsFrom(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const [key = '', value] = text.split(/=(.*)/su);
  if (key === '' || value === undefined) {
    throw new InvalidArgumentError('Write it as key=value, such as size=40.');
  }
  if (Object.hasOwn(before, key)) throw new InvalidArgumentError(`"${key}" is set twice.`);
  return { ...before, [key]: value };
}

/** Turns what is wrong with a value into what commander shows beside the flag. */
function orInvalid<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!hasCode(error, 'BARBICAN_CONFIG')) throw error;
    throw new InvalidArgumentError(error.message);
  }
}
