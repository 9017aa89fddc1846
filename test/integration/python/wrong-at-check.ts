import type { Wrong } from './wrong-at-load.ts';

/** What is seen when its own programs are run; `../parity` has what is wrong in both languages alike. */
export const WRONG_AT_CHECK: readonly Wrong[] = [
  {
    title: 'drive asks what is not plain data',
    change: { 'program.call(workload)': 'program.call(set(workload))' },
    says: ['drive', 'a set is not plain data'],
  },
  {
    title: 'a baseline breaks an invariant',
    change: {},
    files: { 'same.py': 'def sort(_):\n    return []\n' },
    says: ['invariants.nothing is lost', 'the baseline "same" breaks it'],
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
    title: 'drive changes a field of the workload',
    change: {
      'import math': 'from dataclasses import dataclass\n@dataclass\nclass Box:\n    numbers: list',
      "return sorted(numbers) if params['order'] == 'up' else numbers": 'return Box(numbers)',
      'return program.call(workload)':
        'workload.numbers = []; return program.call(workload.numbers)',
    },
    says: [
      'problem.py:',
      'drive',
      'TypeError',
      '"numbers" must not be changed',
      'dataclasses.replace',
    ],
  },
  {
    title: 'drive asks from another thread',
    change: {
      'return program.call(workload)':
        'import concurrent.futures as f; return f.ThreadPoolExecutor().submit(program.call, workload).result()',
    },
    says: ['drive: program.call', 'must be called in the thread of "drive"'],
  },
];
