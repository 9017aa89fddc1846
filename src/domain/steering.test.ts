import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMarked, type Mark, noSteering, SteerCommand, takeCommand } from './steering.ts';

/** The kinds of marks that hold for `id` where each trial is named after its parents: `ab` came of `a` and `b`. */
function marksOf(id: string, marks: Readonly<Record<string, Mark>>): string[] {
  const ancestry = {
    get: (at: string) => ({
      id: at,
      parentIds: at.length > 1 ? [at.slice(0, -1), at.slice(-1)] : [],
    }),
  };
  const markById = new Map(Object.entries(marks));
  return (['pin', 'ban'] as const).filter((kind) => isMarked({ markById }, kind, id, ancestry));
}
const line = (kind: Mark['kind']): Mark => ({ kind, lineage: true });
const alone = (kind: Mark['kind']): Mark => ({ kind, lineage: false });

describe('isMarked()', () => {
  it.each([
    ['a trial that is marked', 'a', { a: alone('pin') }, ['pin']],
    ['no child of a trial that is marked alone', 'ab', { a: alone('ban') }, []],
    ['all that comes of a marked line', 'abc', { a: line('ban') }, ['ban']],
    ['the own mark before that of the line', 'abc', { a: line('ban'), abc: alone('pin') }, ['pin']],
    ['the nearest line', 'abc', { a: line('ban'), ab: line('pin') }, ['pin']],
    [
      'a ban where a pinned and a banned line meet',
      'ab',
      { a: line('pin'), b: line('ban') },
      ['ban'],
    ],
    ['nothing of another line', 'c', { a: line('ban') }, []],
  ])('holds for %s', (_, id, marks, kinds) => {
    expect(marksOf(id, marks)).toEqual(kinds);
  });

  const mark = fc.record({
    kind: fc.constantFrom<Mark['kind']>('pin', 'ban'),
    lineage: fc.boolean(),
  });
  const id = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 6 })
    .map((letters) => letters.join(''));

  it('has its own mark alone, whatever those before it have', () => {
    fc.assert(
      fc.property(id, mark, fc.dictionary(id, mark), (own, its, others) => {
        expect(marksOf(own, { ...others, [own]: its })).toEqual([its.kind]);
      }),
    );
  });

  it('is not told by marks of those that it did not come of, nor by those that are marked alone', () => {
    fc.assert(
      fc.property(id, fc.dictionary(id, mark), (own, marks) => {
        const ancestors = new Set([
          ...Array.from(own, (_, at) => own.slice(0, at + 1)),
          ...own.split(''),
        ]);
        const telling = Object.entries(marks).filter(
          ([at, { lineage }]) => at === own || (ancestors.has(at) && lineage),
        );
        expect(marksOf(own, marks)).toEqual(marksOf(own, Object.fromEntries(telling)));
        if (telling.length === 0) expect(marksOf(own, marks)).toEqual([]);
      }),
    );
  });
});

describe('takeCommand()', () => {
  it('keeps an answer with who gave it, and none to a question that was not asked', () => {
    const steering = noSteering();
    steering.questions.set('q', { questionId: 'q', text: '?', choices: ['yes'] });
    takeCommand(steering, 'o1', 'ada', { kind: 'answer', questionId: 'q', answer: 'yes' });
    takeCommand(steering, 'o2', 'ada', { kind: 'answer', questionId: 'other', answer: 'yes' });
    expect([...steering.questions.values()]).toMatchObject([{ answer: 'yes', by: 'ada' }]);
    expect([...steering.takenById.keys()]).toEqual(['o1', 'o2']);
  });
});

describe('SteerCommand', () => {
  it('makes one line of words, and takes nothing that moves a cursor', () => {
    const hint = (text: string) => SteerCommand.safeParse({ kind: 'hint', text });
    expect(hint(' Long\n\tjobs  first ').data).toEqual({ kind: 'hint', text: 'Long jobs first' });
    for (const bad of ['', ' \n', '\u001B[2J', '\u009B2J', 'x'.repeat(4001)])
      expect(hint(bad).success).toBe(false);
    expect(SteerCommand.safeParse({ kind: 'pause', more: 1 }).success).toBe(false);
  });
});
