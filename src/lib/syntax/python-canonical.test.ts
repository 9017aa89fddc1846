import { describe, expect, it } from 'vitest';
import { createSyntax } from '../node/grammars.ts';

const syntax = await createSyntax();
const hashOf = (text: string): string =>
  syntax.canonicalHash({ language: 'python', files: { 'p.py': text } });

const PROGRAM = `def f(x):
    total = 0
    for y in x:
        if y > 1:
            total += y
    return total, "a  # b"
`;

describe('canonicalHash() of Python', () => {
  it('canonicalHash() is the same when comments and formatting differ', () => {
    expect(
      hashOf(`# What it does.
def f( x ):
  total=0   # So far.

  for y in x:
     if y>1:
        total += \\
          y
  return total, "a  # b"`),
    ).toBe(hashOf(PROGRAM));
  });

  it.each([
    ['a name', PROGRAM.replaceAll('total', 'sum_')],
    ['a number', PROGRAM.replace('> 1', '> 2')],
    ['a text', PROGRAM.replace('a  # b', 'a # b')],
    ['the block that a line belongs to', PROGRAM.replace('    return', '        return')],
    ['an operator', PROGRAM.replace('+=', '-=')],
  ])('canonicalHash() is another when %s differs', (_, other) => {
    expect(hashOf(other)).not.toBe(hashOf(PROGRAM));
  });
});

describe('firstError() of Python', () => {
  it('firstError() names file, line and column when a program does not parse', () => {
    const files = { 'p.py': 'def f(x):\n    return (x\n' };
    expect(syntax.firstError({ language: 'python', files })).toMatchObject({ file: 'p.py' });
    expect(
      syntax.firstError({ language: 'python', files: { 'p.py': PROGRAM, 'note.md': '(' } }),
    ).toBeUndefined();
  });
});
