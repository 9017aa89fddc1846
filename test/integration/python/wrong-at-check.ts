import type { Wrong } from './wrong-at-load.ts';

/** What is seen when its own programs are run. */
export const WRONG_AT_CHECK: readonly Wrong[] = [
  {
    title: 'generate is not pure',
    change: { 'rng.randint(0, 99)': "__import__('random').random()" },
    says: ['generate', 'is not pure', 'few'],
  },
  {
    title: 'generate changes what it was given',
    change: { 'numbers = [rng': "params['length'] = 3; numbers = [rng" },
    says: ['problem.py:', 'generate', 'TypeError', 'must not be changed'],
  },
  {
    title: 'generate gives nothing',
    change: { "return sorted(numbers) if params['order'] == 'up' else numbers": 'pass' },
    says: ['generate', 'must give a workload'],
  },
  {
    title: 'drive is not pure',
    change: {
      'program.call(workload)':
        "program.call([x + __import__('random').random() for x in workload])",
    },
    says: ['drive', 'is not pure', 'call 0'],
  },
  {
    title: 'drive changes the workload',
    change: { 'return program.call(workload)': 'workload.sort(); return program.call(workload)' },
    says: ['problem.py:', 'drive', 'TypeError', 'must not be changed'],
  },
  {
    title: 'drive asks what the schema refuses',
    change: { 'program.call(workload)': 'program.call(list(map(str, workload)))' },
    says: ['drive', 'program.input'],
  },
  {
    title: 'drive asks what is not plain data',
    change: { 'program.call(workload)': 'program.call(set(workload))' },
    says: ['drive', 'a set is not plain data'],
  },
  {
    title: 'drive starts an instance',
    change: { 'program.call(workload)': 'program.start({})' },
    says: ['program.start', 'not for a function', "'policy'"],
  },
  {
    title: 'measure returns NaN',
    change: { 'ms=usage.cpu_ms': 'ms=usage.cpu_ms - math.nan' },
    says: ['measure.ms', 'NaN', 'finite number'],
  },
  {
    title: 'measure returns infinity',
    change: { 'misplaced=misplaced': 'misplaced=math.inf' },
    says: ['measure.misplaced', 'Infinity'],
  },
  {
    title: 'measure returns a truth',
    change: { 'misplaced=misplaced': 'misplaced=misplaced > 0' },
    says: ['measure.misplaced', 'finite number'],
  },
  {
    title: 'measure forgets a metric',
    change: { ', ms=usage.cpu_ms': '' },
    says: ['measure.ms', 'nothing'],
  },
  {
    title: 'measure invents a metric',
    change: { 'ms=usage.cpu_ms': 'ms=usage.cpu_ms, misplacd=1' },
    says: ['measure.misplacd', 'did you mean "misplaced"?'],
  },
  {
    title: 'measure throws',
    change: { 'ms=usage.cpu_ms': 'ms=usage.nothing' },
    says: ['problem.py:39', 'measure', 'AttributeError'],
  },
  {
    title: 'the seed program throws',
    change: {},
    files: { 'seed.py': 'def sort(_):\n    raise ValueError("no idea")\n' },
    says: ['program.seed', 'crash', 'ValueError: no idea'],
  },
  {
    title: 'the seed program has not the entry',
    change: { "'sort', input": "'sortt', input" },
    says: ['program.entry', '"sortt"', 'export'],
  },
  {
    title: 'the seed program gives the wrong shape',
    change: {},
    files: { 'seed.py': "def sort(_):\n    return ['a']\n" },
    says: ['program.seed', 'bad-output', 'expected number, received string', '["a"]'],
  },
  {
    title: 'the seed program breaks an invariant',
    change: {},
    files: { 'seed.py': 'def sort(_):\n    return []\n' },
    says: ['invariants.nothing is lost', 'the seed program breaks it', 'few'],
  },
  {
    title: 'a baseline breaks an invariant',
    change: {},
    files: { 'same.py': 'def sort(_):\n    return []\n' },
    says: ['invariants.nothing is lost', 'the baseline "same" breaks it'],
  },
  {
    title: 'an invariant is unknown',
    change: { 'len(output) == len(workload)': "'unknown'" },
    says: ['invariants.nothing is lost', 'unknown'],
  },
  {
    title: 'an invariant says nothing',
    change: { 'return len(output) == len(workload)': 'len(output) == len(workload)' },
    says: ['invariants.nothing is lost', 'gave None'],
  },
  {
    title: 'the seed program breaks a relation',
    change: {
      'workload[::-1]': '[-x for x in workload]',
      'misplaced=misplaced': 'misplaced=misplaced + output[0]',
    },
    says: ['relations.order does not matter', 'misplaced goes from', 'within'],
  },
  {
    title: 'a relation changes the workload itself',
    change: { 'return workload[::-1]': 'workload.reverse(); return workload' },
    says: ['relations.order does not matter', 'TypeError'],
  },
  {
    title: 'where leaves a regime empty',
    change: { "p['length'] > 1": "p['length'] > 15" },
    says: ['where.long enough', '"few"', 'empty'],
  },
  {
    title: 'where is not a truth',
    change: { "p['length'] > 1": "p['length']" },
    says: ['where.long enough', 'true or false'],
  },
  {
    title: 'a bound that a program betters',
    change: { 'exact(0)': 'exact(3)' },
    says: ['bound.misplaced', 'beyond the exact bound 3'],
  },
];
