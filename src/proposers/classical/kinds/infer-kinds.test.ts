import { describe, expect, it } from 'vitest';
import { createSyntax } from '../../../lib/node/grammars.ts';
import { sourceOf, type Source } from '../source.ts';
import { isIndex, keyOf, type Kind, mustBeWhole } from './kind.ts';
import { rootOf, type Sort } from './sort.ts';

const syntax = await createSyntax();
const sourceFrom = (text: string): Source => sourceOf(syntax.parse('typescript', text));

function kindOf({ scopes, kinds }: Source, name: string): Kind {
  const variable = scopes.variables.find((one) => one.name === name);
  if (!variable) throw new Error(`There is no ${name}`);
  return kinds.ofVariable(variable);
}

const keys = (text: string, ...names: string[]): string[] => {
  const source = sourceFrom(text);
  return names.map((name) => keyOf(kindOf(source, name)));
};

function sortOf(kind: Kind): Sort | undefined {
  if (kind.tag === 'array') return rootOf(kind.index);
  return kind.tag === 'number' ? rootOf(kind.sort) : undefined;
}

describe('inferKinds()', () => {
  it('inferKinds() reads annotations, also through interfaces and lookups', () => {
    const text = `interface In { readonly rows: readonly (readonly number[])[]; on: boolean; name?: string }
      function f({ rows, on }: In, past: In['rows'], done: Set<string>) { return rows[0]; }`;
    expect(keys(text, 'rows', 'on', 'past', 'done')).toEqual([
      'array<array<number>>',
      'boolean',
      'array<array<number>>',
      'set<string>',
    ]);
  });

  it('inferKinds() follows callbacks, destructuring, loops and calls when there is no annotation', () => {
    const text = `const a = [1, 2].map((x, i) => x > i);
      const b = new Map([['k', 2]]);
      for (const [key, value] of b) use(key, value);
      const c = Array.from({ length: 3 }, () => [0]).flatMap((row) => row);
      const d = twice(4);
      function twice(n: number) { return 2 * n; }
      const { length } = 'text';`;
    expect(keys(text, 'a', 'x', 'i', 'key', 'value', 'row', 'c', 'd')).toEqual([
      'array<boolean>',
      'number',
      'number',
      'string',
      'number',
      'array<number>',
      'array<number>',
      'number',
    ]);
  });

  it('inferKinds() ends when things are defined by themselves', () => {
    const text = `type T = T[]; let x: T = []; const f = () => f(); let y = y + 1; x = y;`;
    expect(keys(text, 'x', 'f')).toHaveLength(2);
  });
});

describe('linkSorts()', () => {
  const source = sourceFrom(`
    function plan(loads: number[], gpus: number): number[] {
      const carried = Array.from({ length: gpus }, () => 0);
      const order = [...loads.keys()].sort((a, b) => loads[b] - loads[a]);
      const home = loads.map(() => -1);
      const share = 0.5;
      for (const e of order) {
        let best = 0;
        for (let gpu = 1; gpu < gpus; gpu++) if (carried[gpu] < carried[best]) best = gpu;
        home[e] = best;
        carried[best] += share * loads[e];
      }
      return home;
    }`);

  it('linkSorts() tells apart what indexes different arrays', () => {
    const sorts = ['a', 'e', 'loads', 'home'].map((name) => sortOf(kindOf(source, name)));
    expect(new Set(sorts).size).toBe(1);
    expect(sortOf(kindOf(source, 'gpu'))).toBe(sortOf(kindOf(source, 'best')));
    expect(sortOf(kindOf(source, 'gpu'))).toBe(sortOf(kindOf(source, 'carried')));
    expect(sortOf(kindOf(source, 'gpu'))).not.toBe(sorts[0]);
  });

  it('linkSorts() finds what an array of indices indexes, and what may be a fraction', () => {
    const home = kindOf(source, 'home');
    expect(home.tag === 'array' && isIndex(home.of)).toBe(true);
    expect(mustBeWhole(kindOf(source, 'gpus'))).toBe(true);
    expect(mustBeWhole(kindOf(source, 'share'))).toBe(false);
  });

  it('linkSorts() keeps arrays apart when one helper is called with each', () => {
    const two = sourceFrom(`
      const sum = (v: number[]) => v.length;
      function total(v: number[]): number { let t = 0; for (let i = 0; i < v.length; i++) t += v[i]; return t; }
      function f(xs: number[], ys: number[]) { return total(xs) + total(ys); }`);
    expect(sortOf(kindOf(two, 'xs'))).not.toBe(sortOf(kindOf(two, 'ys')));
  });
});
