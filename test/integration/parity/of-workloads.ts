/** The same mistakes in `problem.ts` and `problem.py`, in what they say of programs and workloads. */
import type { Twin } from './twin.ts';

export const OF_WORKLOADS: readonly Twin[] = [
  {
    title: 'name: of capitals',
    ts: { "'sorting'": "'Sorting Numbers'" },
    py: { "'sorting'": "'Sorting Numbers'" },
  },
  { title: 'name: a number', ts: { "'sorting'": '7' }, py: { "'sorting'": '7' } },
  { title: 'summary: empty', ts: { "'Sort numbers.'": "''" }, py: { "'Sort numbers.'": "''" } },
  {
    title: 'background: no text',
    ts: { 'objectives:': 'background: 3, objectives:' },
    py: { 'objectives=': 'background=3, objectives=' },
  },
  {
    title: 'limits: an unknown key',
    ts: { 'callMs: 500': 'callM: 500' },
    py: { 'call_ms=500': 'call_m=500' },
  },
  {
    title: 'limits: one is missing',
    ts: { 'workloadMs: 2_000, ': '' },
    py: { 'workload_ms=2_000, ': '' },
  },
  {
    title: 'limits: a text for a number',
    ts: { 'memoryMiB: 128': "memoryMiB: '128'" },
    py: { 'memory_mib=128': "memory_mib='128'" },
  },
  {
    title: 'limits: below zero',
    ts: { 'callMs: 500': 'callMs: -1' },
    py: { 'call_ms=500': 'call_ms=-1' },
  },
  {
    title: 'limits: not a number',
    ts: { 'callMs: 500': 'callMs: NaN' },
    py: { 'call_ms=500': 'call_ms=math.nan' },
  },
  {
    title: 'limits: infinite',
    ts: { 'callMs: 500': 'callMs: Infinity' },
    py: { 'call_ms=500': 'call_ms=math.inf' },
  },
  {
    title: 'limits: a fraction of a byte',
    ts: { 'outputBytes: 100_000': 'outputBytes: 1.5' },
    py: { 'output_bytes=100_000': 'output_bytes=1.5' },
  },
  {
    title: 'limits: a truth',
    ts: { 'memoryMiB: 128': 'memoryMiB: true' },
    py: { 'memory_mib=128': 'memory_mib=True' },
  },
  {
    title: 'limits: cores',
    ts: { 'callMs: 500': 'callMs: 500, cores: 2' },
    py: { 'call_ms=500': 'call_ms=500, cores=2' },
  },
  {
    title: 'program: memory',
    ts: { "entry: 'sort'": "entry: 'sort', memory: 'workload'" },
    py: { "'sort', input": "'sort', memory='workload', input" },
  },
  {
    title: 'program: an empty entry',
    ts: { "entry: 'sort'": "entry: ''" },
    py: { "'sort', input": "'', input" },
  },
  {
    title: 'program: a seed that does not exist',
    ts: { './seed.ts': './sead.ts' },
    py: { './seed.py': './sead.py' },
  },
  {
    title: 'program: a folder without a program',
    ts: { './seed.ts': './empty' },
    py: { './seed.py': './empty' },
    files: { 'empty/notes.md': ['', ''] },
  },
  {
    title: 'program: modules that are no list',
    ts: { "entry: 'sort'": "entry: 'sort', modules: 'numpy'" },
    py: { "'sort', input": "'sort', modules='numpy', input" },
  },
  {
    title: 'program: a module that has no name',
    ts: { "entry: 'sort'": "entry: 'sort', modules: ['num py']" },
    py: { "'sort', input": "'sort', modules=['num py'], input" },
  },
  {
    title: 'program: modules for another language',
    ts: { "entry: 'sort'": "entry: 'sort', modules: ['numpy']" },
    py: { "'./seed.py', 'sort'": "'./seed.ts', 'sort', modules=['numpy']" },
    files: { 'seed.ts': ['export const sort = (x) => x;', 'export const sort = (x) => x;'] },
  },
  {
    title: 'params: no space',
    ts: { 'length: int(2, 40), spread': 'length: 3, spread' },
    py: { 'length=int_(2, 40), spread': 'length=3, spread' },
  },
  {
    title: 'params: an empty range',
    ts: { 'real(0, 2)': 'real(2, 0)' },
    py: { 'real(0, 2)': 'real(2, 0)' },
  },
  {
    title: 'params: ends that are no integers',
    ts: { 'int(2, 40), spread': 'int(2.5, 40), spread' },
    py: { 'int_(2, 40), spread': 'int_(2.5, 40), spread' },
  },
  {
    title: 'params: an endless range',
    ts: { 'real(0, 2)': 'real(0, Infinity)' },
    py: { 'real(0, 2)': 'real(0, math.inf)' },
  },
  {
    title: 'params: nothing to choose from',
    ts: { "oneOf('none', 'up')": 'oneOf()' },
    py: { "one_of('none', 'up')": 'one_of()' },
  },
  {
    title: 'params: a logarithm from zero',
    ts: { 'real(0, 2)': 'logReal(0, 2)', 'oneOf, real': 'oneOf, logReal' },
    py: { 'real(0, 2)': 'log_real(0, 2)' },
  },
  {
    title: 'params: choices of truths',
    ts: { "oneOf('none', 'up')": 'oneOf(true, false)', "typical: { order: 'none' },": '' },
    py: { "one_of('none', 'up')": 'one_of(True, False)', "    typical=dict(order='none'),\n": '' },
  },
  {
    title: 'typical: an unknown parameter',
    ts: { "typical: { order: 'none' }": "typical: { ordr: 'none' }" },
    py: { "typical=dict(order='none')": "typical=dict(ordr='none')" },
  },
  {
    title: 'typical: a value outside',
    ts: { "typical: { order: 'none' }": "typical: { order: 'down' }" },
    py: { "typical=dict(order='none')": "typical=dict(order='down')" },
  },
  {
    title: 'regimes: an unknown parameter',
    ts: { 'few: { length': 'few: { lenght' },
    py: { 'few=region(length': 'few=region(lenght' },
  },
  {
    title: 'regimes: a range outside the space',
    ts: { 'int(20, 40) }': 'int(20, 400) }' },
    py: { 'int_(20, 40)': 'int_(20, 400)' },
  },
  {
    title: 'regimes: a value outside the space',
    ts: { 'length: 12 }': 'length: 1 }' },
    py: { 'length=12)': 'length=1)' },
  },
  {
    title: 'regimes: a choice outside the space',
    ts: { "order: 'up', length": "order: oneOf('up', 'down'), length" },
    py: { "order='up', length": "order=one_of('up', 'down'), length" },
  },
  {
    title: 'regimes: reals for integers',
    ts: { 'few: { length: int(2, 10) }': 'few: { length: real(2, 10) }' },
    py: { 'length=int_(2, 10)': 'length=real(2, 10)' },
  },
  {
    title: 'regimes: a list for a value',
    ts: { 'length: int(2, 10)': 'length: [2, 10]' },
    py: { 'length=int_(2, 10)': 'length=[2, 10]' },
  },
  {
    title: 'regimes: only slow ones',
    ts: { 'few: { length: int(2, 10) },': '', 'many: { length: int(20, 40) },': '' },
    py: { 'few=region(length=int_(2, 10)),': '', 'many=region(length=int_(20, 40)),': '' },
  },
  {
    title: 'regimes: none',
    ts: {
      'few: { length: int(2, 10) },': '',
      'many: { length: int(20, 40) },': '',
      "sorted: slow({ order: 'up', length: 12 }),": '',
    },
    py: {
      'few=region(length=int_(2, 10)),': '',
      'many=region(length=int_(20, 40)),': '',
      "sorted=slow(order='up', length=12),": '',
    },
  },
  {
    title: 'regimes: the name of a scope',
    ts: { 'few: {': 'overall: {' },
    py: { 'few=region(': 'overall=region(' },
  },
  {
    title: 'slow: an unknown baseline',
    ts: { 'length: 12 })': "length: 12 }, { than: 'sam' })" },
    py: { 'length=12)': "length=12, than='sam')" },
  },
  {
    title: 'slow: no share',
    ts: { 'length: 12 })': "length: 12 }, { by: 'much' })" },
    py: { 'length=12)': "length=12, by='much')" },
  },
  {
    title: 'where: no function',
    ts: { '(p) => p.length > 1': 'true' },
    py: { "lambda p: p['length'] > 1": 'True' },
  },
  {
    title: 'per regime: none',
    ts: { 'search: 2,': 'search: 0,' },
    py: { 'search=2,': 'search=0,' },
  },
  {
    title: 'per regime: one is missing',
    ts: { 'search: 2, ': '' },
    py: { 'search=2, ': '' },
  },
];
