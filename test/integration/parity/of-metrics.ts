/** The same mistakes in `problem.ts` and `problem.py`, in what they say of metrics, and in the file itself. */
import type { Twin } from './twin.ts';

export const OF_METRICS: readonly Twin[] = [
  {
    title: 'metrics: none',
    ts: { "misplaced: minimize('numbers'), ms: minimize('ms', { across: 'worst' })": '' },
    py: { "misplaced=minimize('numbers'), ms=minimize('ms', across='worst')": '' },
  },
  {
    title: 'metrics: no metric',
    ts: { "minimize('numbers')": "'minimize'" },
    py: { "minimize('numbers')": "'minimize'" },
  },
  {
    title: 'metrics: no unit',
    ts: { "minimize('numbers')": "minimize('')" },
    py: { "minimize('numbers')": "minimize('')" },
  },
  {
    title: 'metrics: an unknown way across',
    ts: { "across: 'worst'": "across: 'wurst'" },
    py: { "across='worst'": "across='wurst'" },
  },
  {
    title: 'metrics: an unknown way within',
    ts: { "minimize('numbers')": "minimize('numbers', { of: 'q99' })" },
    py: { "minimize('numbers')": "minimize('numbers', of='q99')" },
  },
  {
    title: 'metrics: an unknown regime',
    ts: { "minimize('numbers')": "minimize('numbers', { only: ['meny'] })" },
    py: { "minimize('numbers')": "minimize('numbers', only=['meny'])" },
  },
  {
    title: 'metrics: an effect that is no share',
    ts: { "minimize('numbers')": "minimize('numbers', { minEffect: -1 })" },
    py: { "minimize('numbers')": "minimize('numbers', min_effect=-1)" },
  },
  {
    title: 'objectives: an unknown metric',
    ts: { "['misplaced']": "['misplacd']" },
    py: { "['misplaced']": "['misplacd']" },
  },
  { title: 'objectives: none', ts: { "['misplaced']": '[]' }, py: { "['misplaced']": '[]' } },
  {
    title: 'objectives: a text',
    ts: { "['misplaced']": "'misplaced'" },
    py: { "['misplaced']": "'misplaced'" },
  },
  {
    title: 'objectives: pareto',
    ts: { "['misplaced']": "{ pareto: ['misplaced'] }" },
    py: { "['misplaced']": "pareto('misplaced')" },
  },
  {
    title: 'constraints: an unknown metric',
    ts: { 'ms: atMost': 'mz: atMost' },
    py: { 'ms=at_most': 'mz=at_most' },
  },
  {
    title: 'constraints: an unknown regime',
    ts: { 'atMost(1_000)': "atMost(1_000, { in: 'meny' })" },
    py: { 'at_most(1_000)': "at_most(1_000, in_='meny')" },
  },
  {
    title: 'constraints: no number',
    ts: { 'atMost(1_000)': "atMost('1s')" },
    py: { 'at_most(1_000)': "at_most('1s')" },
  },
  {
    title: 'constraints: no word',
    ts: { 'atMost(1_000)': '1_000' },
    py: { 'at_most(1_000)': '1_000' },
  },
  {
    title: 'constraints: the second of two',
    ts: {
      'atMost(1_000)': "[atMost(1_000), floor({ than: 'sam' })]",
      'oneOf, real': 'oneOf, floor, real',
    },
    py: { 'at_most(1_000)': "[at_most(1_000), floor(than='sam')]" },
  },
  {
    title: 'constraints: a floor that is no share',
    ts: { 'atMost(1_000)': "floor({ by: '5' })", 'oneOf, real': 'oneOf, floor, real' },
    py: { 'at_most(1_000)': "floor(by='5')" },
  },
  {
    title: 'no floors: without a reason',
    ts: { 'objectives:': "noFloors: '', objectives:" },
    py: { 'objectives=': "no_floors='', objectives=" },
  },
  {
    title: 'baselines: none',
    ts: { "{ same: './same.ts' }": '{}' },
    py: { "dict(same='./same.py')": 'dict()' },
  },
  {
    title: 'baselines: no path',
    ts: { "'./same.ts'": '3' },
    py: { "'./same.py'": '3' },
  },
  {
    title: 'baselines: a file that does not exist',
    ts: { './same.ts': './sane.ts' },
    py: { './same.py': './sane.py' },
  },
  {
    title: 'relations: a share below zero',
    ts: {
      'change: ({ workload }) => workload.toReversed()':
        'change: ({ workload }) => workload.toReversed(), within: -1',
    },
    py: { "'order does not matter')": "'order does not matter', within=-1)" },
  },
  {
    title: 'the problem: another one',
    differs: ['value'],
    ts: { 'export default defineProblem(': 'export default (' },
    py: {
      'return workload[::-1]\n': "return workload[::-1]\n\n\nproblem = dict(name='sorting')\n",
    },
  },
  {
    title: 'the file: an error while it is loaded',
    ts: { 'export default': 'JSON.parse("{");\nexport default' },
    py: { 'import math': 'import json; json.loads("{")' },
  },
  {
    title: 'the file: a missing module',
    differs: ['message', 'hint'],
    ts: { "from 'zod'": "from './sane.ts'" },
    py: { 'import math': 'import sane' },
  },
  {
    title: 'the file: a syntax error',
    differs: ['message'],
    ts: { "name: 'sorting',": "name: 'sorting'" },
    py: { "'Sort numbers.',": "'Sort numbers.' =" },
  },
];
