/** What is wrong with a problem: how it is changed, and what its error must name. */
export interface Wrong {
  readonly title: string;
  readonly change: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** Parts of the message: place, key, value, what would be right. */
  readonly says: readonly string[];
}

/** Refused when it is loaded. */
export const WRONG_AT_LOAD: readonly Wrong[] = [
  {
    title: 'a syntax error',
    change: { "name: 'sorting',": "name: 'sorting'" },
    says: ['problem.ts:6:3', 'cannot be parsed'],
  },
  {
    title: 'an unknown key',
    change: { 'objectives:': 'objektives:' },
    says: ['problem.ts', 'objektives', 'did you mean "objectives"?'],
  },
  {
    title: 'an unknown key inside',
    change: { 'callMs: 500': 'callMS: 500' },
    says: ['limits.callMS', 'did you mean "callMs"?'],
  },
  {
    title: 'a counted step of a function',
    change: { "kind: 'function',": "kind: 'function', counted: { sortCounted: './sort' }," },
    says: ['program.counted', "is for a program of kind 'command'"],
  },
  {
    title: 'an unknown key of the workloads',
    change: { 'typical:': 'typicel:' },
    says: ['workloads.typicel', '"typical"'],
  },
  {
    title: 'a missing key',
    change: { "summary: 'Sort numbers.',": '' },
    says: ['summary', 'is missing', 'string'],
  },
  {
    title: 'a wrong type',
    change: { 'memoryMiB: 128': "memoryMiB: '128'" },
    says: ['limits.memoryMiB', '"128"', 'number'],
  },
  {
    title: 'an unknown metric as objective',
    change: { "['misplaced']": "['misplacd']" },
    says: ['objectives', '"misplacd"', 'did you mean "misplaced"?'],
  },
  {
    title: 'an unknown metric in a constraint',
    change: { 'ms: atMost': 'mz: atMost' },
    says: ['constraints.mz', 'did you mean "ms"?'],
  },
  {
    title: 'an unknown regime in a constraint',
    change: { 'atMost(1_000)': "atMost(1_000, { in: 'meny' })" },
    says: ['constraints.ms.in', '"meny"', '"many"'],
  },
  {
    title: 'an unknown baseline in a floor',
    change: { 'length: 12 })': "length: 12 }, { than: 'sam' })" },
    says: ['workloads.regimes.sorted.than', '"sam"', '"same"'],
  },
  {
    title: 'an unknown parameter in a regime',
    change: { 'few: { length': 'few: { lenght' },
    says: ['workloads.regimes.few', '"lenght"', '"length"'],
  },
  {
    title: 'a regime outside the space',
    change: { 'int(20, 40) }': 'int(20, 400) }' },
    says: ['workloads.regimes.many.length', 'int(20, 400)', 'int(2, 40)'],
  },
  {
    title: 'an empty range',
    change: { 'real(0, 2)': 'real(2, 0)' },
    says: ['problem.ts:10:', 'real(2, 0)', 'real(0, 2)'],
  },
  { title: 'a word that does not exist', change: { 'slow({': 'slou({' }, says: ['slou'] },
  {
    title: 'a missing program',
    change: { './seed.ts': './sead.ts' },
    says: ['program.seed', '"./sead.ts"', 'did you mean "seed.ts"?'],
  },
  {
    title: 'a missing module',
    change: { "from 'zod'": "from './zodd.ts'" },
    says: ['problem.ts', './zodd.ts', 'cannot be found'],
  },
  {
    title: 'an error while it is loaded',
    change: { 'export default': 'JSON.parse("{");\nexport default' },
    says: ['problem.ts:4', 'SyntaxError'],
  },
  {
    title: 'another default export',
    change: { 'export default defineProblem(': 'export default (' },
    says: ['default export', 'defineProblem'],
  },
  {
    title: 'only slow regimes',
    change: { 'few: { length: int(2, 10) },': '', 'many: { length: int(20, 40) },': '' },
    says: ['workloads.regimes', 'not slow'],
  },
  {
    title: 'another kind of program',
    change: { "kind: 'function'": "kind: 'funktion'" },
    says: ['program.kind', '"funktion"', "'function', 'policy' or 'command'"],
  },
  {
    title: 'a policy without its schemas',
    change: { "kind: 'function'": "kind: 'policy'" },
    says: ['program.input', 'is not a key'],
  },
  {
    title: 'a command',
    change: { "kind: 'function'": "kind: 'command'" },
    says: ['program.entry', 'is not a key'],
  },
  {
    title: 'memory',
    change: { "entry: 'sort'": "entry: 'sort', memory: 'workload'" },
    says: ['program.memory', '"workload"', 'not yet supported', "'policy'"],
  },
  {
    title: 'pareto',
    change: { "['misplaced']": "{ pareto: ['misplaced'] }" },
    says: ['objectives.pareto', 'not yet supported'],
  },
  {
    title: 'cores',
    change: { 'callMs: 500': 'callMs: 500, cores: 2' },
    says: ['limits.cores', '2', 'not yet supported'],
  },
  {
    title: 'a schema that JSON Schema cannot tell',
    change: { 'output: z.array(z.number())': 'output: z.array(z.bigint())' },
    says: ['program.output', 'JSON Schema'],
  },
];

/** Refused when its own programs are run. */
export const WRONG_AT_CHECK: readonly Wrong[] = [
  {
    title: 'generate is not pure',
    change: { 'rng.int(0, 99)': 'Math.random()' },
    says: ['workloads.generate', 'is not pure', 'few'],
  },
  {
    title: 'generate changes what it was given',
    change: { 'const numbers =': 'params.length = 3; const numbers =' },
    says: ['problem.ts:', 'workloads.generate', 'TypeError'],
  },
  {
    title: 'generate gives nothing',
    change: { 'return params.order': 'return; params.order' },
    says: ['workloads.generate', 'undefined', 'must give a workload'],
  },
  {
    title: 'drive is not pure',
    change: { 'program.call(workload)': 'program.call(workload.map((x) => x + Math.random()))' },
    says: ['drive', 'is not pure', 'call 0'],
  },
  {
    title: 'drive changes the workload',
    change: { 'program.call(workload)': 'program.call(workload.sort())' },
    says: ['problem.ts:', 'drive', 'TypeError'],
  },
  {
    title: 'drive asks what the schema refuses',
    change: { 'program.call(workload)': 'program.call(workload.map(String))' },
    says: ['drive', 'program.input'],
  },
  {
    title: 'drive starts an instance',
    change: { 'program.call(workload)': 'program.start({})' },
    says: ['program.start', 'not for a function', "'policy'"],
  },
  {
    title: 'measure returns NaN',
    change: { 'ms: usage.cpuMs': 'ms: usage.cpuMs - NaN' },
    says: ['measure.ms', 'NaN', 'finite number'],
  },
  {
    title: 'measure returns Infinity',
    change: { 'misplaced: output': 'misplaced: 1 / 0 + output' },
    says: ['measure.misplaced', 'Infinity'],
  },
  {
    title: 'measure forgets a metric',
    change: { 'ms: usage.cpuMs,': '' },
    says: ['measure.ms', 'undefined'],
  },
  {
    title: 'measure invents a metric',
    change: { 'ms: usage.cpuMs': 'ms: usage.cpuMs, misplacd: 1' },
    says: ['measure.misplacd', 'did you mean "misplaced"?'],
  },
  {
    title: 'measure throws',
    change: { 'ms: usage.cpuMs': 'ms: usage.nothing.at.all' },
    says: ['problem.ts:28', 'measure', 'TypeError'],
  },
  {
    title: 'the seed program throws',
    change: {},
    files: { 'seed.ts': "export function sort() { throw new Error('no idea'); }" },
    says: ['program.seed', 'crash', 'no idea'],
  },
  {
    title: 'the seed program does not export the entry',
    change: { "entry: 'sort'": "entry: 'sortt'" },
    says: ['program.entry', '"sortt"', 'export'],
  },
  {
    title: 'the seed program gives the wrong shape',
    change: {},
    files: { 'seed.ts': "export function sort() { return ['a']; }" },
    says: ['program.seed', 'bad-output', '["a"]'],
  },
  {
    title: 'the seed program breaks an invariant',
    change: {},
    files: { 'seed.ts': 'export function sort() { return []; }' },
    says: ['invariants.nothing is lost', 'the seed program breaks it', 'few'],
  },
  {
    title: 'a baseline breaks an invariant',
    change: {},
    files: { 'same.ts': 'export function sort() { return []; }' },
    says: ['invariants.nothing is lost', 'the baseline "same" breaks it'],
  },
  {
    title: 'an invariant is unknown',
    change: { 'output.length === workload.length': "'unknown'" },
    says: ['invariants.nothing is lost', 'unknown'],
  },
  {
    title: 'the seed program breaks a relation',
    change: {
      'workload.toReversed()': 'workload.map((x) => -x)',
      'misplaced: output': 'misplaced: output[0] + output',
    },
    says: ['relations.order does not matter', 'misplaced goes from', 'within'],
  },
  {
    title: 'a relation changes the workload itself',
    change: { 'workload.toReversed()': 'workload.reverse()' },
    says: ['relations.order does not matter.change', 'TypeError'],
  },
  {
    title: 'where leaves a regime empty',
    change: { 'p.length > 1': 'p.length > 15' },
    says: ['workloads.where.long enough', '"few"', 'empty'],
  },
  {
    title: 'where is not a truth',
    change: { 'p.length > 1': 'p.length' },
    says: ['workloads.where.long enough', 'true or false'],
  },
  {
    title: 'a bound that a program betters',
    change: { 'exact(0)': 'exact(3)' },
    says: ['bound.misplaced', 'beyond the exact bound 3'],
  },
];
