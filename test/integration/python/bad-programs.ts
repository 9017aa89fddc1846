/** Programs in Python for the problem of `problem-folder.ts` that give what they should not. */

export const HONEST = 'def sort(numbers):\n    return sorted(numbers)\n';

/** What a program is like, and what must be said of it. */
interface BadProgram {
  readonly title: string;
  readonly text: string;
  readonly kind: string;
  readonly says: RegExp;
}

const returns = (what: string, before = ''): string =>
  `${before}\ndef sort(numbers):\n    return ${what}\n`;
/** Writes bytes on the channel by itself. */
const sends = (bytes: string): string => `
import os
def sort(numbers):
    body = ${bytes}
    os.write(4, len(body).to_bytes(4, 'little') + body)
    return numbers
`;

export const BAD_PROGRAMS: readonly BadProgram[] = [
  {
    title: 'gives not-a-number',
    text: returns('[float("nan")]'),
    kind: 'bad-output',
    says: /at 0: .*expected number, received null/u,
  },
  {
    title: 'gives an infinity',
    text: returns('[-float("inf")]'),
    kind: 'bad-output',
    says: /expected number, received null/u,
  },
  {
    title: 'gives minus zero',
    text: returns('[-0.0] * len(numbers)'),
    kind: 'valid',
    says: /"misplaced":0/u,
  },
  {
    title: 'gives a number larger than any',
    text: returns('[10 ** 400]'),
    kind: 'bad-output',
    says: /number/u,
  },
  {
    title: 'gives a list that has itself inside',
    text: 'def sort(numbers):\n    numbers.append(numbers)\n    return numbers\n',
    kind: 'crash',
    says: /RecursionError/u,
  },
  {
    title: 'gives a list that is too deep',
    text: 'def sort(numbers):\n    deep = []\n    for _ in range(700): deep = [deep]\n    return deep\n',
    kind: 'bad-output',
    says: /nested more than 500 levels deep/u,
  },
  {
    title: 'gives more than it may',
    text: returns('list(range(200_000))'),
    kind: 'output-limit',
    says: /a frame of \d+ bytes, more than 101024/u,
  },
  {
    title: 'gives what is not plain data',
    text: returns('[object()]'),
    kind: 'crash',
    says: /a object is not plain data/u,
  },
  {
    title: 'gives a set',
    text: returns('set(numbers)'),
    kind: 'crash',
    says: /a set is not plain data/u,
  },
  {
    title: 'gives a generator',
    text: returns('(x for x in numbers)'),
    kind: 'crash',
    says: /a generator is not plain data/u,
  },
  {
    title: 'gives half of a pair of characters',
    text: returns('["\\ud800"]'),
    kind: 'bad-output',
    says: /expected number, received string/u,
  },
  {
    title: 'sends what is not UTF-8',
    text: sends("b'\\xff\\xfe'"),
    kind: 'protocol',
    says: /a frame that is not JSON/u,
  },
  {
    title: 'sends what is not JSON',
    text: sends('b\'{"nonce": NaN}\''),
    kind: 'protocol',
    says: /a frame that is not JSON/u,
  },
  {
    title: 'sends a reply of its own',
    text: sends('b\'{"outputs": [[]]}\''),
    kind: 'protocol',
    says: /not a reply of this session/u,
  },
  {
    title: 'imports what it may not',
    text: 'import numpyy\n' + HONEST,
    kind: 'crash',
    says: /No module named 'numpyy'.*program\.modules/u,
  },
  {
    title: 'imports what it may not when it is called',
    text: returns('__import__("numpyy")'),
    kind: 'crash',
    says: /No module named 'numpyy'.*program\.modules/u,
  },
  {
    title: 'has a zero byte',
    text: `${HONEST}x = '\0'\n`,
    kind: 'compile',
    says: /null bytes/u,
  },
  {
    title: 'raises what cannot be shown',
    text: `class Odd(Exception):\n    def __str__(self): raise ValueError\ndef sort(_): raise Odd\n`,
    kind: 'crash',
    says: /Odd: no text/u,
  },
  {
    title: 'goes too deep',
    text: 'def sort(numbers):\n    return sort(numbers)\n',
    kind: 'crash',
    says: /RecursionError/u,
  },
];
