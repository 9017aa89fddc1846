/** Budgets as people write them: `10m`, `trials=500,usd=5`. */
import type { Budget } from './budget.ts';
import { ConfigError } from './errors.ts';

const MS_BY_UNIT = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
const HOW = 'write a time such as 60s, 10m or 2h, or trials=500, evals=300s, tokens=1e6, usd=5';

type BudgetField = keyof Budget;

/** How the value after each key is read, and the field that it sets. */
const FIELD_BY_KEY: Readonly<
  Record<string, { readonly field: BudgetField; readonly read: (text: string) => number }>
> = {
  trials: { field: 'trials', read: wholeNumberFrom },
  tokens: { field: 'tokens', read: wholeNumberFrom },
  usd: { field: 'usd', read: numberFrom },
  evals: { field: 'evaluationSeconds', read: (text) => millisecondsFrom(text) / 1000 },
  wall: { field: 'wallMs', read: millisecondsFrom },
};

/**
 * The budget that a comma-separated list says; the first limit to be reached stops the run.
 *
 * A bare time is wall time. `trials` counts everything asked, `evals` is the sum of all evaluations' time.
 *
 * @throws {ConfigError} If the list is empty, an item cannot be read, is not above 0, or limits the same thing twice.
 *
 * @example
 *   budgetFromText('10m,trials=500'); // { wallMs: 600000, trials: 500 }
 */
export function budgetFromText(text: string): Budget {
  const budget: { -readonly [Field in BudgetField]?: number } = {};
  for (const item of text.split(',').map((part) => part.trim())) {
    const { field, value } = itemFrom(item);
    if (budget[field] !== undefined) {
      throw new ConfigError(`Cannot read budget "${text}" as "${item}" limits ${field} again`);
    }
    budget[field] = value;
  }
  return budget;
}

/**
 * The shortest text that {@link budgetFromText} reads as `budget`.
 *
 * @example
 *   textFromBudget({ wallMs: 60000, usd: 5 }); // '1m,usd=5'
 */
export function textFromBudget(budget: Budget): string {
  const items = [
    budget.wallMs === undefined ? undefined : timeText(budget.wallMs),
    budget.trials === undefined ? undefined : `trials=${budget.trials}`,
    budget.evaluationSeconds === undefined
      ? undefined
      : `evals=${timeText(budget.evaluationSeconds * 1000)}`,
    budget.tokens === undefined ? undefined : `tokens=${budget.tokens}`,
    budget.usd === undefined ? undefined : `usd=${budget.usd}`,
  ];
  return items.filter((item) => item !== undefined).join(',');
}

function itemFrom(item: string): { field: BudgetField; value: number } {
  const [key = '', text] = item.split(/=(.*)/su);
  if (text === undefined) return { field: 'wallMs', value: positive(item, millisecondsFrom(item)) };
  const known = Object.hasOwn(FIELD_BY_KEY, key) ? FIELD_BY_KEY[key] : undefined;
  if (!known) throw new ConfigError(`Cannot read budget "${item}" as "${key}" is unknown: ${HOW}`);
  return { field: known.field, value: positive(item, known.read(text)) };
}

function positive(item: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  const why = Number.isNaN(value) ? 'it is not understood' : 'it must be above 0 and finite';
  throw new ConfigError(`Cannot read budget "${item}" as ${why}: ${HOW}`);
}

/** NaN if `text` is not a plain decimal number. */
function numberFrom(text: string): number {
  return /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/iu.test(text) ? Number(text) : Number.NaN;
}

function wholeNumberFrom(text: string): number {
  const value = numberFrom(text);
  return Number.isInteger(value) ? value : Number.NaN;
}

/** NaN if `text` is not a number with the unit ms, s, m or h. */
function millisecondsFrom(text: string): number {
  const match = /^(.*?)(ms|s|m|h)$/u.exec(text);
  const unit = match?.[2];
  if (unit !== 'ms' && unit !== 's' && unit !== 'm' && unit !== 'h') return Number.NaN;
  return numberFrom(match?.[1] ?? '') * MS_BY_UNIT[unit];
}

function timeText(ms: number): string {
  for (const unit of ['h', 'm', 's'] as const) {
    const count = ms / MS_BY_UNIT[unit];
    if (Number.isInteger(count)) return `${count}${unit}`;
  }
  return `${ms}ms`;
}
