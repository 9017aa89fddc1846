import { describe, expect, it } from 'vitest';
import { createSyntax } from '../../../lib/node/grammars.ts';
import { createRng } from '../../../lib/rng.ts';
import { applyEdits } from '../../../lib/text-edit.ts';
import { sourceOf, type Source } from '../source.ts';
import { OPERATORS } from './table.ts';

const syntax = await createSyntax();
const sourceFrom = (text: string): Source => sourceOf(syntax.parse('typescript', text));

interface Given {
  readonly donors?: readonly string[];
  readonly seedText?: string;
}

/** All different texts that an operator made of one in many draws. */
function madeBy(name: string, text: string, { donors = [], seedText }: Given = {}): Set<string> {
  const operator = OPERATORS.find((one) => one.name === name);
  const source = sourceFrom(text);
  const work = {
    place: { source, ranges: [{ from: 0, to: text.length }] },
    donors: donors.map(sourceFrom),
    ...(seedText === undefined ? {} : { seedText }),
  };
  const made = new Set<string>();
  for (let i = 0; i < 120; i++) {
    const edits = operator?.edit(work, createRng(i));
    if (edits) made.add(applyEdits(text, edits));
  }
  return made;
}

describe('operators', () => {
  it('constJitter() makes fractions of what may be one and whole numbers of what counts', () => {
    const made = madeBy('constJitter', 'const SHARE = 1;\nconst f = (x: number) => SHARE * x;');
    expect([...made].some((text) => /SHARE = \d\.\d+;/.test(text))).toBe(true);
    const counted = madeBy('constJitter', 'const f = (xs: number[]) => xs.slice(4);');
    expect(counted.size).toBeGreaterThan(1);
    expect([...counted].every((text) => /slice\(\d+\)/.test(text))).toBe(true);
  });

  it('constReset() never divides by 0 and keeps a loop growing', () => {
    const divided = madeBy('constReset', 'const f = (x: number) => x / 7;');
    expect(divided.size).toBeGreaterThan(3);
    expect([...divided].every((text) => !text.includes('/ 0;'))).toBe(true);
    const loop = 'const MORE = 2;\nfor (let i = 1; i < 9; i *= MORE) use(i);';
    const grown = [...madeBy('constReset', loop)].map((text) => /MORE = ([\d.]+)/.exec(text)?.[1]);
    expect(grown.every((value) => value === undefined || Number(value) > 1)).toBe(true);
  });

  it('constShare() names a value that two places have', () => {
    const made = madeBy(
      'constShare',
      'const f = (x: number) => 0.5 * x;\nconst g = (x: number) => 0.5 * x + 1;',
    );
    expect([...made].some((text) => /^const SHARED = [\d.]+;/.test(text))).toBe(true);
  });

  it('constUnshare() gives one use a value of its own', () => {
    const text = 'const RATE = 0.5;\nconst f = (x: number) => RATE * x + RATE;';
    const made = madeBy('constUnshare', text);
    expect([...made].some((one) => /=> [\d.]+ \* x \+ RATE/.test(one))).toBe(true);
  });

  it('binopSwap() exchanges an operator for one of its class and keeps the operands together', () => {
    const made = madeBy('binopSwap', 'const f = (a: number, b: number) => (a + b) * 2 > b;');
    expect(made).toContain('const f = (a: number, b: number) => ((a + b) * 2) <= b;');
    expect(made).toContain('const f = (a: number, b: number) => ((a + b) / 2) > b;');
  });

  it('varSwap() takes variables of the same kind and sort alone', () => {
    const text = `const f = (xs: number[], ys: number[], i: number, j: number, k: number) =>
      xs[i] + xs[k] + ys[j];`;
    const made = [...madeBy('varSwap', text)].join('\n');
    expect(made).toContain('xs[k] + xs[k]');
    expect(made).not.toContain('xs[j]');
    expect(made).not.toContain('ys[i]');
  });

  it('subtreeRandom() grows expressions of names that are at hand', () => {
    const text = 'const f = (a: number, b: number) => a * b;\nconst late = 3;';
    const made = madeBy('subtreeRandom', text);
    expect(made.size).toBeGreaterThan(30);
  });

  it('wrap() blends an array with another of the same indices', () => {
    const text = `const f = (xs: number[], ys: number[]) => {
      for (const i of xs.keys()) use(xs[i], ys[i]);
      return pack(xs);
    };
    function pack(v: number[]): number { return v.length; }`;
    const made = [...madeBy('wrap', text)].join('\n');
    expect(made).toMatch(
      /pack\(xs\.map\(\(one, at\) => \(1 - [\d.]+\) \* one \+ [\d.]+ \* ys\[at\]\)\)/,
    );
  });

  it('hoist() gives way to an operand', () => {
    const made = madeBy('hoist', 'const f = (a: number, b: number) => Math.max(a, b * 2);');
    expect(made).toContain('const f = (a: number, b: number) => a;');
    expect(made).toContain('const f = (a: number, b: number) => b * 2;');
  });

  it('copy() binds names to what is at hand', () => {
    const text = `const f = (a: number, b: number) => a * b + 1;
      const g = (c: number, d: number) => c;`;
    const made = [...madeBy('copy', text)].join('\n');
    expect(made).toMatch(/\(c: number, d: number\) => [cd] \* [cd]/);
    expect(made).not.toMatch(/\(c: number, d: number\) => [ab]/);
  });

  it('crossExpression() takes an expression of a donor with names of here', () => {
    const donors = ['const h = (p: number, q: number) => Math.sqrt(p) / q;'];
    const made = [
      ...madeBy('crossExpression', 'const f = (a: number, b: number) => a;', { donors }),
    ];
    expect(made.join('\n')).toMatch(/=> Math\.sqrt\([ab]\)/);
  });

  it('crossStatement() takes a statement of a donor that changes the same', () => {
    const text = 'function f(xs: number[]) {\n  xs.sort((a, b) => a - b);\n  return xs;\n}';
    const donors = ['function g(ys: number[]) {\n  ys.reverse();\n  return ys;\n}'];
    expect([...madeBy('crossStatement', text, { donors })].join('\n')).toContain('xs.reverse();');
  });

  it('crossDeclaration() brings along what a function of a donor needs', () => {
    const text = 'function weigh(x: number): number {\n  return x;\n}\nexport const f = weigh(1);';
    const donors = [
      `interface Own { a: number }
const RATE = 3;
function weigh(y: number): number {
  return RATE * half(y);
}
function half(y: Own['a']): number {
  return y / 2;
}`,
    ];
    const made = [...madeBy('crossDeclaration', text, { donors })].join('\n');
    expect(made).toContain('const RATE = 3;');
    expect(made).toContain('function half(y): number');
    expect(made).toContain('return RATE * half(y);');
  });

  it('methodSwap() turns minima to maxima and sorts the other way', () => {
    const text = 'const f = (xs: number[]) => xs.sort((a, b) => a - b)[Math.min(0, 1)];';
    const made = madeBy('methodSwap', text);
    expect(made).toContain(text.replace('min', 'max'));
    expect(made).toContain(text.replace('a - b', 'b - a'));
  });

  it('guardInsert() keeps what ends a loop', () => {
    const text = `function f(xs: number[], limit: number) {
  while (xs.length > limit) {
    limit += 0.5;
  }
  for (const x of xs) {
    limit = x;
  }
  return limit;
}`;
    const made = [...madeBy('guardInsert', text)];
    expect(made.some((one) => one.includes('continue;'))).toBe(true);
    expect(made.every((one) => !/(?:continue|break);\s+limit \+= 0.5/.test(one))).toBe(true);
  });

  it('letExtract() makes a variable before the statement that uses it', () => {
    const text = 'function f(a: number, b: number) {\n  return a * b;\n}';
    const made = [...madeBy('letExtract', text)];
    expect(made.length).toBeGreaterThan(20);
    expect(made.every((one) => /const feature = [^;]+;\n {2}return .*feature/.test(one))).toBe(
      true,
    );
  });

  it('statementDelete() leaves declarations that are used, returns and what ends a loop', () => {
    const text = `function f(xs: number[]) {
  let sum = 0;
  let i = 0;
  while (i < xs.length) {
    sum = xs[i];
    if (sum > 3) sum = 3;
    i += 1;
  }
  return sum;
}`;
    const made = [...madeBy('statementDelete', text)];
    expect(made).toContain(text.replace('\n    if (sum > 3) sum = 3;', ''));
    expect(made.every((one) => one.includes('i += 1') && one.includes('let sum'))).toBe(true);
  });

  it('statementMove() and statementDuplicate() change the order and the number of statements', () => {
    const text = `function f(x: number) {
  let y = x;
  y += 1;
  y *= 2;
  return y;
}`;
    expect([...madeBy('statementMove', text)].join()).toMatch(/y \*= 2;\s+y \+= 1;/);
    expect([...madeBy('statementDuplicate', text)].join()).toMatch(/y \*= 2;\s+y \*= 2;/);
  });

  it('loopChange() shortens, strides and turns loops round', () => {
    const text = `function f(xs: number[]) {
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += xs[i];
  for (const x of xs) sum = x;
  return sum;
}`;
    const made = [...madeBy('loopChange', text)].join();
    expect(made).toMatch(/i \+= [23]/);
    expect(made).toMatch(/i < xs\.length - \d/);
    expect(made).toContain('of [...xs].reverse()');
  });

  it('branchSpecialise() keeps what was beside what is new', () => {
    const text = 'function f(a: number, b: number) {\n  let y = 0;\n  y = a * b;\n  return y;\n}';
    const made = [...madeBy('branchSpecialise', text)].join('\n');
    expect(made).toMatch(/if \(.*\) \{\n.*\n {2}\} else \{\n {4}y = a \* b;/);
    expect(made).toMatch(/ \? .* : \(a \* b\)/);
  });

  it('ablate() takes changes back one by one and leaves out what nothing uses', () => {
    const seedText = 'const A = 1;\nconst f = (x: number) => A * x;\n';
    const text = 'const A = 2;\nconst dead = 3;\nconst f = (x: number) => A * x + 1;\n';
    const made = madeBy('ablate', text, { seedText });
    expect(made).toContain(text.replace('\nconst dead = 3;', ''));
    expect(made).toContain(text.replace(' + 1', ''));
  });
});
