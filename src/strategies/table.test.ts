import { describe, expect, it } from 'vitest';
import { ConfigError } from '../domain/errors.ts';
import { STRATEGY_NAMES, strategyNamed } from './table.ts';

describe('strategyNamed()', () => {
  it('strategyNamed() gives each strategy under its own name', () => {
    expect(STRATEGY_NAMES).toEqual(['random', 'greedy', 'tune', 'pool']);
    for (const name of STRATEGY_NAMES) expect(strategyNamed(name, {}).strategy.name).toBe(name);
  });

  it('strategyNamed() reads options as text and fills in the rest', () => {
    expect(strategyNamed('pool', { size: '7', explore: '0.5' }).options).toEqual({
      size: 7,
      explore: 0.5,
      simplify: 0.05,
      steepness: 10,
    });
  });

  it.each([
    ['pool', { size: '0' }, 'size'],
    ['pool', { size: '2.5' }, 'size'],
    ['pool', { explore: '1.5' }, 'explore'],
    ['pool', { steepness: 'steep' }, 'steepness'],
    ['pool', { sizes: '3' }, 'sizes'],
    ['greedy', { size: '3' }, 'size'],
  ])('strategyNamed() names the option when %s gets %j', (name, options, option) => {
    const make = () => strategyNamed(name, options);
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(`${option}`);
    expect(make).toThrow(`"${name}"`);
  });

  it.each(['', 'pol', 'toString', '__proto__'])(
    'strategyNamed() lists what is known when asked for "%s"',
    (name) => {
      expect(() => strategyNamed(name, {})).toThrow(/known are random, greedy, tune, pool/u);
    },
  );
});
