import { beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../domain/program.ts';
import type { ProblemDescription } from '../../domain/problem.ts';
import { createSyntax } from '../../lib/node/grammars.ts';
import type { Syntax } from '../../lib/syntax/syntax.ts';
import { problemOf } from '../../testing/factories.ts';
import { type Change, type Changed, changedProgram } from './change.ts';

let syntax: Syntax;
beforeAll(async () => {
  syntax = await createSyntax();
});

const TEXT = 'export const solve = (input) => input;\n';
const OTHER = 'export const solve = (input) => input + 1;\n';
const parent: Program = { language: 'javascript', main: 'seed.js', files: { 'seed.js': TEXT } };
const asCommand: Partial<ProblemDescription> = {
  command: {
    edit: ['seed.js', 'lib'],
    build: 'true',
    steps: { run: 'node seed.js' },
    tests: [],
    buildMs: 1_000,
  },
};

function change(given: Change, problem: Partial<ProblemDescription> = {}): Changed {
  return changedProgram(given, { problem: problemOf(problem), syntax, parent });
}
const filesOf = (changed: Changed): unknown =>
  'program' in changed ? changed.program.files : changed.wrong;

describe('changedProgram()', () => {
  it('takes whole texts, also where the only file is named differently', () => {
    expect(filesOf(change({ files: { 'seed.js': OTHER } }))).toEqual({ 'seed.js': OTHER });
    expect(filesOf(change({ files: { 'main.js': OTHER } }))).toEqual({ 'seed.js': OTHER });
  });

  it('takes a unified diff and blocks', () => {
    const diff = `--- a/seed.js\n+++ b/seed.js\n@@ -1 +1 @@\n-${TEXT}+${OTHER}`;
    const block = `<<<<<<< SEARCH\n${TEXT}=======\n${OTHER}>>>>>>> REPLACE\n`;
    for (const patch of [diff, block])
      expect(filesOf(change({ patch }))).toEqual({ 'seed.js': OTHER });
  });

  it('takes new files of a command beside those that it has, within its edit scope', () => {
    const helper = { 'lib/helper.js': 'export const two = 2;\n' };
    expect(filesOf(change({ files: helper }, asCommand))).toEqual({ 'seed.js': TEXT, ...helper });
    expect(filesOf(change({ files: { 'build.js': OTHER } }, asCommand))).toContain(
      'it changes what must stay as it is',
    );
  });

  it.each<[string, Change, string]>([
    ['both', { files: { 'seed.js': OTHER }, patch: OTHER }, 'either `files` or `patch`'],
    ['neither', {}, 'either `files` or `patch`'],
    ['two files of one', { files: { 'a.js': OTHER, 'b.js': TEXT } }, 'There is no file "a.js"'],
    ['no sense', { files: { 'seed.js': 'export const = 1;\n' } }, 'does not parse: seed.js:1'],
    ['no change', { files: { 'seed.js': `${TEXT}// now faster\n` } }, 'it changes nothing but'],
    ['no file', { files: {} }, 'it changes nothing but'],
    ['no patch', { patch: 'make it faster' }, 'The patch cannot be used'],
  ])('refuses %s, at no cost', (_, given, why) => {
    expect(filesOf(change(given))).toContain(why);
  });
});
