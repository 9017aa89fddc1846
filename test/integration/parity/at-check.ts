/** The same mistakes in `problem.ts` and `problem.py`, seen when a program is judged. */
import type { Twin } from './twin.ts';

const THROWS: readonly [string, string] = [
  "export function sort() { throw new TypeError('no idea'); }",
  "def sort(_):\n    raise TypeError('no idea')",
];

export const AT_CHECK: readonly Twin[] = [
  {
    title: 'where: empty regime',
    ts: { 'p.length > 1': 'p.length > 15' },
    py: { "p['length'] > 1": "p['length'] > 15" },
  },
  {
    title: 'where: no truth',
    differs: ['value'],
    ts: { 'p.length > 1': 'p.length' },
    py: { "p['length'] > 1": "p['length']" },
  },
  {
    title: 'where: throws',
    ts: { 'p.length > 1': 'p.nothing.at.all' },
    py: { "p['length'] > 1": "p['nothing']" },
  },
  {
    title: 'generate: nothing',
    ts: { 'return params.order': 'return; params.order' },
    py: { "return sorted(numbers) if params['order'] == 'up' else numbers": 'pass' },
  },
  {
    title: 'generate: throws',
    ts: { 'const numbers =': 'params.nothing.at.all; const numbers =' },
    py: { 'numbers = [rng': "params['nothing']; numbers = [rng" },
  },
  {
    title: 'generate: changes what it was given',
    ts: { 'const numbers =': 'params.length = 3; const numbers =' },
    py: { 'numbers = [rng': "params['length'] = 3; numbers = [rng" },
  },
  {
    title: 'generate: not pure',
    differs: ['value'],
    ts: { 'rng.int(0, 99)': 'Math.random()' },
    py: { 'rng.randint(0, 99)': "__import__('random').random()" },
  },
  {
    title: 'drive: not pure',
    differs: ['message'],
    ts: { 'program.call(workload)': 'program.call(workload.map((x) => x + Math.random()))' },
    py: {
      'program.call(workload)':
        "program.call([x + __import__('random').random() for x in workload])",
    },
  },
  {
    title: 'drive: changes the workload',
    ts: { 'program.call(workload)': 'program.call(workload.sort())' },
    py: { 'return program.call(workload)': 'workload.sort(); return program.call(workload)' },
  },
  {
    title: 'drive: an input that does not fit',
    ts: { 'program.call(workload)': "program.call(['a'])" },
    py: { 'program.call(workload)': "program.call(['a'])" },
  },
  {
    title: 'drive: an input that does not fit at the top',
    ts: { 'program.call(workload)': "program.call('a')" },
    py: { 'program.call(workload)': "program.call('a')" },
  },
  {
    title: 'drive: starts an instance of a function',
    ts: { 'program.call(workload)': 'program.start({})' },
    py: { 'program.call(workload)': 'program.start({})' },
  },
  {
    title: 'drive: a step of a command',
    ts: { 'program.call(workload)': "program.exec('build')" },
    py: { 'program.call(workload)': "program.exec('build')" },
  },
  {
    title: 'measure: NaN',
    ts: { 'ms: usage.cpuMs': 'ms: usage.cpuMs - NaN' },
    py: { 'ms=usage.cpu_ms': 'ms=usage.cpu_ms - math.nan' },
  },
  {
    title: 'measure: infinite',
    ts: { 'misplaced: output': 'misplaced: 1 / 0 + output' },
    py: { 'misplaced=misplaced': 'misplaced=math.inf' },
  },
  {
    title: 'measure: a truth',
    ts: { 'ms: usage.cpuMs': 'ms: true' },
    py: { 'ms=usage.cpu_ms': 'ms=True' },
  },
  {
    title: 'measure: a text',
    ts: { 'ms: usage.cpuMs': "ms: '3'" },
    py: { 'ms=usage.cpu_ms': "ms='3'" },
  },
  {
    title: 'measure: a sample that is none',
    ts: { 'ms: usage.cpuMs': "ms: [1, '2']" },
    py: { 'ms=usage.cpu_ms': "ms=[1, '2']" },
  },
  {
    title: 'measure: a ratio without a bottom',
    ts: { 'ms: usage.cpuMs': 'ms: { top: 1 }' },
    py: { 'ms=usage.cpu_ms': "ms={'top': 1}" },
  },
  {
    title: 'measure: a geometric mean below zero',
    ts: { 'ms: usage.cpuMs': 'ms: -1', "across: 'worst'": "across: 'geomean'" },
    py: { 'ms=usage.cpu_ms': 'ms=-1', "across='worst'": "across='geomean'" },
  },
  {
    title: 'measure: a metric that is none',
    ts: { 'ms: usage.cpuMs': 'ms: usage.cpuMs, misplacd: 1' },
    py: { 'ms=usage.cpu_ms': 'ms=usage.cpu_ms, misplacd=1' },
  },
  {
    title: 'measure: a metric forgotten',
    ts: { 'ms: usage.cpuMs,': '' },
    py: { ', ms=usage.cpu_ms': '' },
  },
  {
    title: 'measure: throws',
    ts: { 'ms: usage.cpuMs': 'ms: usage.nothing.at.all' },
    py: { 'ms=usage.cpu_ms': 'ms=usage.nothing' },
  },
  {
    title: 'measure: no object',
    differs: ['hint'],
    ts: {
      'measure: ({ workload, output, usage }) => ({': 'measure: ({ output, usage }) => 3 ?? ({',
    },
    py: { 'return dict(misplaced=misplaced, ms=usage.cpu_ms)': 'return 3' },
  },
  {
    title: 'invariant: unknown',
    ts: { 'output.length === workload.length': "'unknown'" },
    py: { 'len(output) == len(workload)': "'unknown'" },
  },
  {
    title: 'invariant: violated',
    ts: {
      'output.length === workload.length': "violated('no', [1])",
      'oneOf, real': 'oneOf, violated, real',
    },
    py: { 'len(output) == len(workload)': "violated('no', [1])" },
  },
  {
    title: 'invariant: false',
    ts: { 'output.length === workload.length': 'false' },
    py: { 'len(output) == len(workload)': 'False' },
  },
  {
    title: 'invariant: a number',
    ts: { 'output.length === workload.length': '1' },
    py: { 'len(output) == len(workload)': '1' },
  },
  {
    title: 'invariant: throws',
    ts: { 'output.length === workload.length': 'workload.nothing.at.all' },
    py: { 'len(output) == len(workload)': 'workload.nothing' },
  },
  {
    title: 'invariant: changes the output',
    ts: { 'output.length === workload.length': 'output.push(1) > 0' },
    py: { 'return len(output) == len(workload)': 'output.append(1); return True' },
  },
  {
    title: 'bound: bettered',
    ts: { 'exact(0)': 'exact(3)' },
    py: { 'exact(0)': 'exact(3)' },
  },
  {
    title: 'bound: no word',
    ts: { 'misplaced: exact(0)': 'misplaced: 0' },
    py: { 'misplaced=exact(0)': 'misplaced=0' },
  },
  {
    title: 'bound: not a number',
    ts: { 'exact(0)': 'exact(NaN)' },
    py: { 'exact(0)': 'exact(math.nan)' },
  },
  {
    title: 'bound: no metric',
    ts: { 'misplaced: exact(0)': 'misplacd: exact(0)' },
    py: { 'misplaced=exact(0)': 'misplacd=exact(0)' },
  },
  {
    title: 'bound: throws',
    ts: { 'bound: () =>': 'bound: ({ workload }) => workload.nothing.at.all ??' },
    py: { 'return dict(misplaced=exact(0))': 'return workload.nothing' },
  },
  {
    title: 'relation: changes the workload itself',
    ts: { 'workload.toReversed()': 'workload.reverse()' },
    py: { 'return workload[::-1]': 'workload.reverse(); return workload' },
  },
  {
    title: 'relation: nothing',
    ts: { '=> workload.toReversed()': '=> {}' },
    py: { 'return workload[::-1]': 'pass' },
  },
  {
    title: 'seed: throws',
    ts: {},
    py: {},
    files: { seed: THROWS },
  },
  {
    title: 'seed: has not the entry',
    ts: { "entry: 'sort'": "entry: 'sortt'" },
    py: { "'sort', input": "'sortt', input" },
  },
  {
    title: 'seed: gives what does not fit',
    ts: {},
    py: {},
    files: { seed: ["export function sort() { return ['a']; }", "def sort(_):\n    return ['a']"] },
  },
  {
    title: 'seed: gives nothing',
    ts: {},
    py: {},
    files: { seed: ['export function sort() {}', 'def sort(_):\n    pass'] },
  },
  {
    title: 'seed: breaks an invariant',
    ts: {},
    py: {},
    files: { seed: ['export function sort() { return []; }', 'def sort(_):\n    return []'] },
  },
];
