import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { editScopeOf, EVOLVE_END, EVOLVE_START, frozenTextOf } from '../../../domain/edit-scope.ts';
import type { Program } from '../../../domain/program.ts';
import { createSyntax } from '../../../lib/node/grammars.ts';
import { createRng } from '../../../lib/rng.ts';
import { applyOperator } from '../apply-operator.ts';
import { unknownNames } from '../check.ts';
import { sourceOf } from '../source.ts';
import { OPERATORS } from './table.ts';

const syntax = await createSyntax();
const GLOBALS = new Set(['Math', 'Infinity', 'Array', 'Number', 'Map', 'Set']);

const programOf = (text: string): Program => ({
  language: 'typescript',
  main: 'main.ts',
  files: { 'main.ts': text },
});
const read = (path: string): Program => programOf(readFileSync(path, 'utf8'));
const filesIn = (folder: string): string[] =>
  readdirSync(folder).map((name) => `${folder}/${name}`);
const groups = ['problems/expert-placement', 'problems/cloud-broadcast'].map((folder) => ({
  folder,
  programs: [`${folder}/seed.ts`, ...filesIn(`${folder}/baselines`)].map(read),
}));

/** A function in the middle of a file, and a part of another one, may change. */
const inTheMiddle = programOf(`const START = 3;
export function solve(values: readonly number[], limit: number): number {
  let sum = 0;
  // ${EVOLVE_START}
  const scale = 0.5;
  for (let i = 0; i < values.length; i++) {
    if (values[i] > limit) continue;
    sum += scale * values[i] + START;
  }
  // ${EVOLVE_END}
  return weigh(sum, values) / START;
}
// ${EVOLVE_START}
function weigh(sum: number, values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return sum > middle ? sum * 0.5 : middle + 0.5;
}
// ${EVOLVE_END}
export const done = START;
`);

function changesOf(name: string, program: Program, donors: readonly Program[]): Program[] {
  const operator = OPERATORS.find((one) => one.name === name);
  if (!operator) return [];
  const scope = editScopeOf(program);
  const seedProgram = donors[0] ?? program;
  return Array.from({ length: 6 }, (_, i) => i).flatMap((i) => {
    const material = { syntax, donors, seedProgram };
    const applied = applyOperator(
      operator,
      { program, scope },
      material,
      createRng(`${name} ${i}`),
    );
    return applied.kind === 'draft' ? [applied.draft.program] : [];
  });
}

function expectLawful(before: Program, after: Program): void {
  expect(frozenTextOf(after)).toEqual(frozenTextOf(before));
  expect(syntax.firstError(after)).toBeUndefined();
  expect(syntax.canonicalHash(after)).not.toBe(syntax.canonicalHash(before));
  const [old, now] = [before, after].map(({ files, main }) =>
    unknownNames(sourceOf(syntax.parse('typescript', files[main] ?? ''))),
  );
  const added = [...(now ?? [])].filter((one) => !old?.has(one) && !GLOBALS.has(one));
  expect(added).toEqual([]);
}

describe('operators', () => {
  it.each(OPERATORS.map(({ name }) => name))(
    '%s() gives a lawful other program when it applies to a seed program or baseline',
    (name) => {
      let made = 0;
      for (const { programs } of groups) {
        for (const program of programs) {
          const donors = programs.filter((other) => other !== program);
          for (const after of changesOf(name, program, donors)) {
            expectLawful(program, after);
            made += 1;
          }
        }
      }
      expect(made).toBeGreaterThan(3);
    },
  );

  it.each(OPERATORS.map(({ name }) => name))(
    '%s() leaves all outside evolve blocks as it is when they lie in the middle of a file',
    (name) => {
      const donors = groups.flatMap(({ programs }) => programs.slice(0, 2));
      for (const after of changesOf(name, inTheMiddle, donors)) expectLawful(inTheMiddle, after);
    },
  );

  it('OPERATORS has no name twice', () => {
    expect(new Set(OPERATORS.map(({ name }) => name)).size).toBe(OPERATORS.length);
  });
});
