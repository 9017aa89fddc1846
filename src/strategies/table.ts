import { z } from 'zod';
import type { Strategy } from '../contracts/strategy.ts';
import { ConfigError } from '../domain/errors.ts';
import type { PluginOptions } from '../domain/trial.ts';
import { greedy, tuneOnly } from './greedy.ts';
import { pool } from './pool.ts';
import { random } from './random.ts';

/** A strategy with the options that it was made with. */
export interface NamedStrategy {
  readonly strategy: Strategy;
  readonly options: PluginOptions;
}

const share = z.coerce.number().min(0).max(1);
const PoolOptions = z.strictObject({
  size: z.coerce.number().int().min(1).max(1000).default(40),
  explore: share.default(0.12),
  simplify: share.default(0.05),
  steepness: z.coerce.number().positive().default(10),
});
const NoOptions = z.strictObject({});

/** Every built-in strategy: one line each. The engine hands back only the state that a strategy gave it. */
const STRATEGIES: Readonly<Record<string, (options: unknown) => NamedStrategy>> = {
  random: entry(NoOptions, () => random()),
  greedy: entry(NoOptions, () => greedy()),
  tune: entry(NoOptions, () => tuneOnly()),
  pool: entry(PoolOptions, (options) => pool(options)),
};

/** The names of the built-in strategies. */
export const STRATEGY_NAMES: readonly string[] = Object.keys(STRATEGIES);

/**
 * The strategy of this name, made with these options.
 *
 * @throws {ConfigError} If there is none, or an option is unknown or out of range.
 */
export function strategyNamed(
  name: string,
  options: Readonly<Record<string, unknown>>,
): NamedStrategy {
  const make = Object.hasOwn(STRATEGIES, name) ? STRATEGIES[name] : undefined;
  if (!make) {
    throw new ConfigError(`Cannot find strategy "${name}": known are ${STRATEGY_NAMES.join(', ')}`);
  }
  try {
    return make(options);
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause;
    const [issue] = cause.issues;
    const key = issue?.path.join('.') || '';
    throw new ConfigError(
      `Cannot set ${key || 'an option'} of strategy "${name}": ${issue?.message}`,
      { cause },
    );
  }
}

function entry<Shape extends z.ZodType<PluginOptions>>(
  schema: Shape,
  make: (options: z.output<Shape>) => Strategy,
): (options: unknown) => NamedStrategy {
  return (given) => {
    const options = schema.parse(given);
    return { strategy: make(options), options };
  };
}
