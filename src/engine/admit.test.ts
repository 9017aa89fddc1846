import { describe, expect, it } from 'vitest';
import type { Program } from '../domain/program.ts';
import { fakeSyntax, programOf } from '../testing/fake-world.ts';
import { admit, variantOf } from './admit.ts';

const RULES = { seedProgram: programOf('0'), syntax: fakeSyntax, known: new Map<string, string>() };

function blocks(before: string, inside: string, after: string): Program {
  const text = `${before}\n// EVOLVE-BLOCK-START\n${inside}\n// EVOLVE-BLOCK-END\n${after}`;
  return programOf(text);
}

describe('admit()', () => {
  it('admit() lets in a program that parses and is new, under its canonical hash', () => {
    const program = programOf('3.5');
    expect(admit(program, RULES)).toEqual({
      admitted: true,
      canonicalHash: fakeSyntax.canonicalHash(program),
    });
  });

  it('admit() refuses what does not parse and says where', () => {
    const admission = admit(programOf('nonsense'), RULES);
    expect(admission).toMatchObject({
      admitted: false,
      why: 'unparsable',
      detail: expect.stringMatching(/^seed.js:1:1: /u),
    });
  });

  it('admit() refuses what is the same as a program that is known', () => {
    const known = new Map([[fakeSyntax.canonicalHash(programOf('3.5')), 't7']]);
    const admission = admit(programOf('3.50'), { ...RULES, known });
    expect(admission).toEqual({ admitted: false, why: 'duplicate', detail: 'Same as t7' });
  });

  it.each([
    ['text before the block', blocks('b', '1', 'c')],
    ['text after the block', blocks('a', '1', 'd')],
    ['a mark', programOf('a\n// EVOLVE-BLOCK-START\n1\nc')],
    ['all of it, marks too', programOf('7')],
    ['the language', { ...blocks('a', '1', 'c'), language: 'typescript' as const }],
    ['the main file', { ...blocks('a', '1', 'c'), main: 'other.js' }],
    [
      'a new file',
      { ...blocks('a', '1', 'c'), files: { ...blocks('a', '1', 'c').files, 'more.js': '1' } },
    ],
    ['a file that is gone', { ...blocks('a', '1', 'c'), files: {} }],
  ])('admit() refuses a program that changes %s outside its evolve blocks', (_, program) => {
    const rules = { ...RULES, seedProgram: blocks('a', '0', 'c') };
    expect(admit(program, rules)).toMatchObject({ admitted: false, why: 'outside-scope' });
  });

  it('admit() lets a tree change, add and leave out files where it may, and nowhere else', () => {
    const files = { 'src/a.c': '0', 'src/b.c': '1', Makefile: 'all:' };
    const tree = (changed: Readonly<Record<string, string>>): Program => ({
      language: 'any',
      main: 'src/a.c',
      files: changed,
    });
    const syntax = { ...fakeSyntax, firstError: () => undefined };
    const rules = { ...RULES, syntax, seedProgram: tree(files), edit: ['src'] };
    const { 'src/b.c': _, ...fewer } = files;
    for (const allowed of [{ ...files, 'src/a.c': '2' }, { ...files, 'src/c.c': '' }, fewer])
      expect(admit(tree(allowed), rules).admitted).toBe(true);
    for (const refused of [
      { ...files, Makefile: '' },
      { ...files, 'more.c': '' },
    ])
      expect(admit(tree(refused), rules)).toMatchObject({
        admitted: false,
        why: 'outside-scope',
        detail: expect.stringMatching(/may not change: only src may$/u),
      });
  });

  it('admit() lets a program change what is inside its evolve blocks', () => {
    const syntax = { ...fakeSyntax, firstError: () => undefined };
    const rules = { ...RULES, syntax, seedProgram: blocks('a', '0', 'c') };
    expect(admit(blocks('a', 'anything', 'c'), rules).admitted).toBe(true);
  });
});

describe('variantOf()', () => {
  it('variantOf() puts a program of one file under the name of the seed program', () => {
    const baseline = { ...programOf('7'), main: 'other.js', files: { 'other.js': '7' } };
    expect(variantOf(programOf('0'), baseline)).toEqual(programOf('7'));
  });

  it('variantOf() is undefined when the program differs outside the evolve blocks', () => {
    expect(variantOf(blocks('a', '0', 'c'), blocks('a', '1', 'c'))).toEqual(blocks('a', '1', 'c'));
    expect(variantOf(blocks('a', '0', 'c'), blocks('b', '1', 'c'))).toBeUndefined();
    expect(
      variantOf(programOf('0'), { ...programOf('7'), language: 'typescript' }),
    ).toBeUndefined();
  });
});
