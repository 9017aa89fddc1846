import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Program, programIdOf } from './program.ts';

const files = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}\.js$/u), fc.string(), {
  minKeys: 1,
  maxKeys: 3,
});

describe('programIdOf()', () => {
  it('programIdOf() does not depend on the order of the files', () => {
    fc.assert(
      fc.property(files, (given) => {
        const turned = Object.fromEntries(Object.entries(given).toReversed());
        const of = (all: Program['files']) =>
          programIdOf({ language: 'javascript', main: 'a.js', files: all });
        expect(of(turned)).toBe(of(given));
      }),
    );
  });

  it('programIdOf() differs when a text, a path, the language or the main file does', () => {
    const program: Program = {
      language: 'javascript',
      main: 'a.js',
      files: { 'a.js': 'x', 'b.js': '' },
    };
    const others: Program[] = [
      { ...program, language: 'typescript' },
      { ...program, main: 'b.js' },
      { ...program, files: { 'a.js': 'x ', 'b.js': '' } },
      { ...program, files: { 'a.js': '', 'b.js': 'x' } },
      { ...program, files: { 'a.js': 'x' } },
    ];
    expect(new Set([program, ...others].map(programIdOf)).size).toBe(6);
    expect(programIdOf(program)).toMatch(/^[0-9a-f]{64}$/u);
  });
});
