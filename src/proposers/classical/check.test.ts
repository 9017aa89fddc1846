import { describe, expect, it } from 'vitest';
import { createSyntax } from '../../lib/node/grammars.ts';
import { applyEdits } from '../../lib/text-edit.ts';
import { isSound, keepsMarks } from './check.ts';
import { sourceOf } from './source.ts';

const syntax = await createSyntax();

/** Whether `text` is sound after its first `from` gave way to `to`. */
function isSoundAfter(text: string, from: string, to: string): boolean {
  const at = text.indexOf(from);
  const edits = [{ from: at, to: at + from.length, text: to }];
  const [before, after] = [text, applyEdits(text, edits)].map((one) =>
    sourceOf(syntax.parse('typescript', one)),
  );
  return before !== undefined && after !== undefined && isSound(before, after, edits);
}

const TEXT = `function f(xs: number[], ys: number[]) {
  const limit = 1;
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += xs[i] * limit;
  for (let j = 0; j < ys.length; j++) sum += ys[j];
  const late = 2;
  return sum + late;
}`;

describe('isSound()', () => {
  it.each([
    ['another constant', 'limit = 1', 'limit = 2', true],
    ['a global', 'limit = 1', 'limit = Math.PI', true],
    ['a name that is nowhere', 'limit = 1', 'limit = nowhere', false],
    ['a name that has no value yet', 'limit = 1', 'limit = late', false],
    ['an assignment to a constant', 'return sum', 'limit = 3; return sum', false],
    ['a name twice', 'let sum', 'let limit = 3; let sum', false],
    ['an index of another array', 'ys[j]', 'xs[j]', false],
    ['a jump out of no loop', 'return sum', 'if (sum > 1) continue; return sum', false],
  ])('isSound() judges %s', (_what, from, to, expected) => {
    expect(isSoundAfter(TEXT, from, to)).toBe(expected);
  });

  it('keepsMarks() is false when text brings a mark along', () => {
    expect(keepsMarks([{ from: 0, to: 0, text: '// EVOLVE-BLOCK-END' }])).toBe(false);
    expect(keepsMarks([{ from: 0, to: 0, text: '// evolve' }])).toBe(true);
  });
});
