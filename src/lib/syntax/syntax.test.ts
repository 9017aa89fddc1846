import { describe, expect, it } from 'vitest';
import { createSyntax } from '../node/grammars.ts';
import { analyseScopes } from './analyse-scopes.ts';
import { isReadyAt, type Scopes } from './scope.ts';
import { nodesWhere } from './syntax-node.ts';

const syntax = await createSyntax();

function hashOf(text: string): string {
  return syntax.canonicalHash({ language: 'typescript', files: { 'a.ts': text } });
}

function scopesOf(text: string): Scopes & { readonly unknown: readonly string[] } {
  const { root } = syntax.parse('typescript', text);
  const scopes = analyseScopes(root, text);
  const unknown = scopes.references
    .filter(({ variable }) => !variable)
    .map(({ node }) => text.slice(node.from, node.to));
  return { ...scopes, unknown };
}

describe('parse()', () => {
  it('parse() covers the text with nodes whose offsets are UTF-16', () => {
    const text = "const a = '😀'; const b = a;";
    const { root, fault } = syntax.parse('typescript', text);
    const names = nodesWhere(root, ({ type }) => type === 'identifier');
    expect(names.map(({ from, to }) => text.slice(from, to))).toEqual(['a', 'b', 'a']);
    expect(names.map(({ named, field, missing }) => [named, field, missing])).toEqual([
      [true, 'name', false],
      [true, 'name', false],
      [true, 'value', false],
    ]);
    expect(fault).toBeUndefined();
  });

  it('parse() tells the place of the first error', () => {
    expect(syntax.parse('typescript', 'let a = 1;\nconst = ;').fault).toMatchObject({ line: 2 });
    expect(syntax.parse('javascript', 'f(').fault).toBeDefined();
  });
});

describe('canonicalHash()', () => {
  it.each([
    ['comments and layout', 'const f = x => x;', '// y\nconst f = (x) =>\n  (x);'],
    ['types', 'const f = (x) => x;', 'const f = (x: number): number => x as number;'],
    ['local names', 'export const f = (x) => x + 1;', 'export const f = (y) => y + 1.0;'],
    ['blocks around one statement', 'if (a) b();', 'if (a) { b(); }'],
    ['mirrored comparisons', 'const f = (a, b) => a < b;', 'const f = (a, b) => b > a;'],
    ['types that are imported', 'f();', "import type { A } from './a.ts'; f();"],
  ])('canonicalHash() is equal when programs differ in %s', (_what, a, b) => {
    expect(hashOf(a)).toBe(hashOf(b));
  });

  it.each([
    ['an operator', 'const f = (a, b) => a + b;', 'const f = (a, b) => a - b;'],
    ['the order of texts', "f('a' + b);", "f(b + 'a');"],
    ['which variable is used', 'const f = (a, b) => a;', 'const f = (a, b) => b;'],
    ['what is exported', 'export const a = 1;', 'export const b = 1;'],
  ])('canonicalHash() differs when programs differ in %s', (_what, a, b) => {
    expect(hashOf(a)).not.toBe(hashOf(b));
  });
});

describe('analyseScopes()', () => {
  it('analyseScopes() finds what patterns, loops, parameters and defaults declare', () => {
    const { unknown, variables, clashes } = scopesOf(`
      const { a, b: { c = a }, ...rest } = input;
      for (const [i, { v }] of rest.entries()) { let w = i + v; w += c; }
      for (var k in a) k;
      const f = ({ p }, [q] = p, ...r) => p + q + r.length;
      try { f(); } catch (error) { error; }
      switch (a) { case c: { const inner = a; inner; } }
      class D { x = a; m(n) { return n; } }`);
    expect(unknown).toEqual(['input']);
    expect(clashes).toEqual([]);
    expect(
      variables
        .map(({ name }) => name)
        .toSorted()
        .join(' '),
    ).toBe('D a c error f i inner k n p q r rest v w');
  });

  it('analyseScopes() tells reading from writing', () => {
    const { variables } = scopesOf('let a = 1; a = 2; a += 3; a++; [a] = [4]; use(a);');
    const uses = variables[0]?.references.map(({ reads, writes }) => `${reads} ${writes}`);
    expect(uses).toEqual(['false true', 'true true', 'true true', 'false true', 'true false']);
  });

  it('analyseScopes() reports what is declared twice and what is exported', () => {
    const { clashes, variables } = scopesOf('let a = 1; let a = 2; const b = 1; export { b };');
    expect(clashes).toHaveLength(1);
    expect(variables.map(({ name, exported }) => [name, exported])).toEqual([
      ['a', false],
      ['b', true],
    ]);
  });

  it('isReadyAt() is false before a variable has a value, unless a function waits for it', () => {
    const { references } = scopesOf('f(a); const a = 1; function f(x) { return a + x; } use(a);');
    const ready = references.flatMap(({ variable, node, scope }) =>
      variable?.name === 'a' ? [isReadyAt(variable, node, scope)] : [],
    );
    expect(ready).toEqual([false, true, true]);
  });
});
