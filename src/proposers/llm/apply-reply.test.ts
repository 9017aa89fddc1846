import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../domain/program.ts';
import { createSyntax } from '../../lib/node/grammars.ts';
import type { Syntax } from '../../lib/syntax/syntax.ts';
import { type Applied, applyReply } from './apply-reply.ts';

let syntax: Syntax;
beforeAll(async () => {
  syntax = await createSyntax();
});

const TEXT = `const STEP = 2;
export function pick(numbers) {
  let best = 0;
  for (let i = 0; i < numbers.length; i += STEP) {
    if (numbers[i] > numbers[best]) {
      best = i;
    }
  }
  return best;
}
`;
const program = (text: string, more: Record<string, string> = {}): Program => ({
  language: 'javascript',
  main: 'seed.js',
  files: { 'seed.js': text, ...more },
});

function apply(reply: string, parent: Program = program(TEXT), cutOff = false): Applied {
  return applyReply(reply, { parent, seedProgram: parent, entry: 'pick', syntax }, cutOff);
}
const block = (search: string, replace: string): string =>
  `<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n`;
const textOf = (applied: Applied): string | undefined =>
  applied.kind === 'program' ? applied.program.files['seed.js'] : undefined;
const reasonOf = (applied: Applied): string => (applied.kind === 'unusable' ? applied.reason : '');

describe('applyReply()', () => {
  it('applyReply() replaces what is found exactly', () => {
    const applied = apply(block('  let best = 0;', '  let best = 1;'));
    expect(textOf(applied)).toBe(TEXT.replace('best = 0', 'best = 1'));
    expect(applied.notes).toEqual([]);
  });

  it('applyReply() replaces a part of a line when it is there once', () => {
    expect(textOf(apply(block('i += STEP', 'i += 1')))).toBe(TEXT.replace('i += STEP', 'i += 1'));
  });

  it('applyReply() keeps the indentation of the program when the block has another', () => {
    const applied = apply(
      block(
        'if (numbers[i] > numbers[best]) {\n  best = i;\n}',
        'if (numbers[i] >= numbers[best]) {\n  best = i;\n}',
      ),
    );
    expect(textOf(applied)).toBe(TEXT.replace('> numbers[best]', '>= numbers[best]'));
    expect(applied.notes).toEqual(['block 1: whitespace']);
  });

  it('applyReply() finds lines that are nearly right, and says so', () => {
    const applied = apply(
      block(
        '  for (let i = 0; i < numbers.length; i += STEP) {\n    if (numbers[i] > numbers[best] ) {\n      best = i; // here',
        '  for (const [i] of numbers.entries()) {\n    if (numbers[i] > numbers[best]) {\n      best = i;',
      ),
    );
    expect(textOf(applied)).toContain('for (const [i] of numbers.entries())');
    expect(applied.notes).toEqual(['block 1: fuzzy']);
  });

  it('applyReply() applies each block to what the ones before it left', () => {
    const reply =
      block('const STEP = 2;', 'const STEP = 3;') + block('const STEP = 3;', 'const STEP = 4;');
    expect(textOf(apply(reply))).toBe(TEXT.replace('STEP = 2', 'STEP = 4'));
  });

  it('applyReply() takes out lines when nothing takes their place', () => {
    expect(textOf(apply(block('const STEP = 2;', '') + block('i += STEP', 'i += 1')))).toBe(
      TEXT.replace('const STEP = 2;\n', '').replace('i += STEP', 'i += 1'),
    );
  });

  it('applyReply() takes a diff whose numbers are wrong', () => {
    const diff =
      '--- a/seed.js\n+++ b/seed.js\n@@ -1,9 +1,9 @@\n-const STEP = 2;\n+const STEP = 1;\n export function pick(numbers) {\n';
    expect(textOf(apply(diff))).toBe(TEXT.replace('STEP = 2', 'STEP = 1'));
  });

  it('applyReply() takes a whole file', () => {
    const text = 'export function pick(numbers) {\n  return numbers.length - 1;\n}\n';
    expect(textOf(apply(`IDEA: last\n\`\`\`js\n${text}\`\`\``))).toBe(text);
  });

  it('applyReply() changes the file that is named when there are several', () => {
    const parent = program(TEXT, { 'lib/a.js': 'export const a = 1;\n' });
    const applied = apply(
      `lib/a.js\n${block('export const a = 1;', 'export const a = 2;')}`,
      parent,
    );
    expect(applied).toMatchObject({
      program: { files: { 'seed.js': TEXT, 'lib/a.js': 'export const a = 2;\n' } },
    });
    expect(reasonOf(apply(block('export const a = 1;', 'x'), parent))).toContain('which file');
  });

  it.each([
    ['there is no block', 'Let me think.', 'no edit block'],
    ['nothing like it is there', block('nowhere at all', 'x'), 'not in the file'],
    [
      'a comment is all that changes',
      block('  let best = 0;', '  let best = 0; // zero'),
      'changes nothing',
    ],
    [
      'the result does not parse',
      block('  let best = 0;', '  let best = ((;'),
      'does not parse: seed.js:3',
    ],
    ['the whole file lacks the entry', '```js\nexport const x = 1;\n```', 'has no pick'],
    ['it was cut off', '<<<<<<< SEARCH\n  let be', 'cut off'],
  ])('applyReply() says what is wrong when %s', (_, reply, reason) => {
    const applied = apply(reply);
    expect(applied.kind).toBe('unusable');
    expect(reasonOf(applied)).toContain(reason);
  });

  it('applyReply() asks for more lines when what it looks for is there twice', () => {
    const twice = program(
      `${TEXT}export const other = () => {\n  let best = 0;\n  return best;\n};\n`,
    );
    expect(reasonOf(apply(block('  let best = 0;', '  let best = 1;'), twice))).toContain(
      'in 2 places',
    );
  });

  it('applyReply() says that it is too short when the model ran out of tokens before a block', () => {
    expect(reasonOf(apply('IDEA: something long', program(TEXT), true))).toContain('cut off');
  });

  it('applyReply() refuses a change outside the evolve blocks', () => {
    const marked = program(
      TEXT.replace('  let best', '  // EVOLVE-BLOCK-START\n  let best').replace(
        '  return',
        '  // EVOLVE-BLOCK-END\n  return',
      ),
    );
    expect(apply(block('const STEP = 2;', 'const STEP = 9;'), marked)).toMatchObject({
      why: 'outside-scope',
    });
    expect(apply(block('  let best = 0;', '  let best = 1;'), marked).kind).toBe('program');
    expect(apply(block('  // EVOLVE-BLOCK-END', ''), marked)).toMatchObject({
      why: 'outside-scope',
    });
  });

  it('applyReply() means the place that may change when there are several', () => {
    const text =
      'let a = 1;\n// EVOLVE-BLOCK-START\nlet a = 1;\n// EVOLVE-BLOCK-END\nexport const pick = 0;\n';
    const applied = apply(
      block('let a = 1;', 'let b = 2;'),
      program(text.replace('let a', 'var a')),
    );
    expect(textOf(applied)).toContain('START\nlet b = 2;');
  });

  it('applyReply() never throws, whatever the reply', () => {
    const part = fc.constantFrom(
      '<<<<<<< SEARCH',
      '=======',
      '>>>>>>> REPLACE',
      '```',
      '@@',
      '--- a/x.js',
      '+++ b/x.js',
      '+a',
      '-b',
      '  let best = 0;',
      '',
      'IDEA:',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(part, fc.string()), { maxLength: 20 }),
        fc.boolean(),
        (lines, cutOff) => {
          const applied = apply(lines.join('\n'), program(TEXT), cutOff);
          if (applied.kind === 'program')
            expect(syntax.firstError(applied.program)).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
  });
});
