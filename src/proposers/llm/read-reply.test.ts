import { describe, expect, it } from 'vitest';
import { readReply } from './read-reply.ts';

const BLOCK = '<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE';

describe('readReply()', () => {
  it('readReply() finds the idea and a block when there is talk around them', () => {
    const { idea, edits, cutOff } = readReply(
      `Sure!\n**IDEA:** look  further\nahead\n\n${BLOCK}\nDone.`,
    );
    expect(idea).toBe('look further');
    expect(edits).toEqual([{ kind: 'replace', file: undefined, search: 'a', replace: 'b' }]);
    expect(cutOff).toBe(false);
  });

  it.each([
    ['a fence', `\`\`\`ts\n${BLOCK}\n\`\`\``],
    ['a longer fence', `\`\`\`\`\n${BLOCK}\n\`\`\`\``],
    ['windows line ends', BLOCK.replaceAll('\n', '\r\n')],
    ['reasoning before it', `<think>\n${BLOCK.replaceAll('a', 'z')}\n</think>\n${BLOCK}`],
  ])('readReply() reads a block when it is in %s', (_, reply) => {
    expect(readReply(reply).edits).toEqual([
      { kind: 'replace', file: undefined, search: 'a', replace: 'b' },
    ]);
  });

  it.each([
    ['a line', `src/a.py\n${BLOCK}`],
    ['a line with a word', `FILE: src/a.py\n${BLOCK}`],
    ['a heading', `### \`src/a.py\`:\n${BLOCK}`],
    ['the fence', `\`\`\`python src/a.py\n${BLOCK}\n\`\`\``],
  ])('readReply() knows the file when %s names it', (_, reply) => {
    expect(readReply(reply).edits).toMatchObject([{ file: 'src/a.py' }]);
  });

  it('readReply() reads a whole file when the reply is one code block', () => {
    expect(readReply('IDEA: new\n```ts\nexport const x = 1;\n```').edits).toEqual([
      { kind: 'whole', file: undefined, text: 'export const x = 1;\n' },
    ]);
  });

  it('readReply() takes a code block for talk when there are edit blocks and it names no file', () => {
    expect(readReply(`\`\`\`ts\nfor (;;) {}\n\`\`\`\n${BLOCK}`).edits).toHaveLength(1);
  });

  it('readReply() reads the hunks of a diff when its line numbers are wrong', () => {
    const diff =
      '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -99,1 +99,7 @@\n one\n-two\n+2\n three\n@@ ... @@\n-nine\n+9\n';
    for (const reply of [diff, `\`\`\`diff\n${diff}\`\`\``]) {
      expect(readReply(reply).edits).toEqual([
        { kind: 'replace', file: 'src/a.ts', search: 'one\ntwo\nthree', replace: 'one\n2\nthree' },
        { kind: 'replace', file: 'src/a.ts', search: 'nine', replace: '9' },
      ]);
    }
  });

  it.each([
    ['a search part', '<<<<<<< SEARCH\na'],
    ['a replace part', '<<<<<<< SEARCH\na\n=======\nb'],
    ['a code block', '```ts\nexport const x ='],
    ['a block in a fence', '```\n<<<<<<< SEARCH\na\n=======\nb\n'],
  ])('readReply() says that it was cut off when it ends in %s', (_, reply) => {
    expect(readReply(`IDEA: x\n${reply}`)).toMatchObject({ cutOff: true, edits: [] });
  });
});
