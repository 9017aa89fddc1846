import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVOLVE_END, EVOLVE_START, editScopeOf, frozenTextOf, mayChange } from './edit-scope.ts';
import type { Program } from './program.ts';

function program(files: Readonly<Record<string, string>>): Program {
  return { language: 'javascript', main: 'a.js', files };
}

const line = fc.stringMatching(/^[a-z ]{0,8}$/u);
const lines = fc.array(line, { maxLength: 4 });
/** Frozen lines, then a block and frozen lines again, some times. */
const parts = fc.tuple(lines, fc.array(fc.tuple(lines, lines), { minLength: 1, maxLength: 3 }));

function textOf([first, rest]: readonly [
  readonly string[],
  readonly (readonly [readonly string[], readonly string[]])[],
]): string {
  return [
    ...first,
    ...rest.flatMap(([inside, after]) => [
      `// ${EVOLVE_START}`,
      ...inside,
      `// ${EVOLVE_END}`,
      ...after,
    ]),
  ].join('\n');
}

describe('mayChange()', () => {
  it('mayChange() is true for a path that is named and for what lies in it, not for what begins alike', () => {
    const edit = ['src/a', 'lib/'];
    for (const path of ['src/a', 'src/a/b.c', 'lib/c.h', 'lib/d/e.h'])
      expect(mayChange(path, edit)).toBe(true);
    for (const path of ['src/ab', 'src', 'lib', 'library/x', 'x/src/a'])
      expect(mayChange(path, edit)).toBe(false);
  });
});

describe('editScopeOf() of a tree', () => {
  it('editScopeOf() is the marked text of files that may change, all of those without marks, and nothing of others', () => {
    const marked = `a\n// ${EVOLVE_START}\nb\n// ${EVOLVE_END}\n`;
    const files = { 'src/marked.c': marked, 'src/plain.c': 'xy', Makefile: marked };
    const scope = editScopeOf(program(files), ['src']);
    const [block] = scope['src/marked.c'] ?? [];
    expect(marked.slice(block?.from, block?.to)).toBe('b\n');
    expect(scope).toMatchObject({ 'src/plain.c': [{ from: 0, to: 2 }], Makefile: [] });
  });
});

describe('editScopeOf()', () => {
  it('editScopeOf() is the text between the marks, without the lines of the marks', () => {
    const text = `a\n// ${EVOLVE_START}\nb\nc\n// ${EVOLVE_END}\nd`;
    const [block] = editScopeOf(program({ 'a.js': text }))['a.js'] ?? [];
    expect(text.slice(block?.from, block?.to)).toBe('b\nc\n');
  });

  it('editScopeOf() is everything when there is no mark, and nothing of other files when one has marks', () => {
    expect(editScopeOf(program({ 'a.js': 'xy', 'b.js': '' }))).toEqual({
      'a.js': [{ from: 0, to: 2 }],
      'b.js': [{ from: 0, to: 0 }],
    });
    const marked = `// ${EVOLVE_START}\n// ${EVOLVE_END}`;
    expect(editScopeOf(program({ 'a.js': marked, 'b.js': 'frozen' }))['b.js']).toEqual([]);
  });

  it.each([
    [`x\n// ${EVOLVE_START}\ny`, /a\.js:2: .* without EVOLVE-BLOCK-END/u],
    [`x\ny\n// ${EVOLVE_END}`, /a\.js:3: .* without EVOLVE-BLOCK-START/u],
    [`// ${EVOLVE_START}\n// ${EVOLVE_START}\n// ${EVOLVE_END}`, /a\.js:2: .* line 1/u],
  ])('editScopeOf() says where a mark has no partner: %j', (text, message) => {
    expect(() => editScopeOf(program({ 'a.js': text }))).toThrow(RangeError);
    expect(() => editScopeOf(program({ 'a.js': text }))).toThrow(message);
  });
});

describe('frozenTextOf()', () => {
  it('frozenTextOf() and the blocks together are the whole text', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const text = textOf(given);
        const blocks = editScopeOf(program({ 'a.js': text }))['a.js'] ?? [];
        const frozen = frozenTextOf(program({ 'a.js': text }))['a.js'] ?? [];
        const whole = frozen.map(
          (part, i) =>
            part + text.slice(blocks[i]?.from ?? text.length, blocks[i]?.to ?? text.length),
        );
        expect(whole.join('')).toBe(text);
        expect(frozen).toHaveLength(blocks.length + 1);
      }),
    );
  });

  it('frozenTextOf() does not change when only the blocks do, and does when anything else does', () => {
    fc.assert(
      fc.property(parts, lines, line, ([first, rest], inside, other) => {
        const frozen = (text: string) => frozenTextOf(program({ 'a.js': text }));
        const before = frozen(textOf([first, rest]));
        expect(frozen(textOf([first, rest.map(([, after]) => [inside, after])]))).toEqual(before);
        expect(frozen(textOf([[...first, `${other}!`], rest]))).not.toEqual(before);
      }),
    );
  });
});
