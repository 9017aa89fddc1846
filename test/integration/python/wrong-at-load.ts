/** What is wrong with a problem in Python: how it is changed, and what its error must name. */
export interface Wrong {
  readonly title: string;
  readonly change: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** Parts of the message: place, key, value, what would be right. */
  readonly says: readonly string[];
}

/** What is seen when it is loaded. */
export const WRONG_AT_LOAD: readonly Wrong[] = [
  {
    title: 'a syntax error',
    change: { "'Sort numbers.',": "'Sort numbers.' =" },
    says: ['problem.py:6:', 'cannot be parsed'],
  },
  {
    title: 'an unknown key',
    change: { 'objectives=': 'objektives=' },
    says: ['problem.py', 'objektives', 'is not a key that a problem has', '"objectives"?'],
  },
  {
    title: 'an unknown key inside',
    change: { 'call_ms=500': 'callms=500' },
    says: ['limits.callms', 'did you mean "call_ms"?'],
  },
  {
    title: 'an unknown option of a word',
    change: { "across='worst'": "acros='worst'" },
    says: ['problem.py:', 'minimize(acros)', 'did you mean "across"?'],
  },
  {
    title: 'a missing key',
    change: { "    objectives=['misplaced'],\n": '' },
    says: ['objectives', 'is missing'],
  },
  {
    title: 'a missing limit',
    change: { 'workload_ms=2_000, ': '' },
    says: ['limits.workload_ms', 'is missing', 'number'],
  },
  {
    title: 'a wrong type',
    change: { 'memory_mib=128': "memory_mib='128'" },
    says: ['limits.memory_mib', '"128"', 'number'],
  },
  {
    title: 'a bad name',
    change: { "'sorting'": "'Sorting Numbers'" },
    says: ['name', '"Sorting Numbers"', 'lower case with hyphens'],
  },
  {
    title: 'an unknown metric as objective',
    change: { "['misplaced']": "['misplacd']" },
    says: ['objectives', '"misplacd"', 'did you mean "misplaced"?'],
  },
  {
    title: 'an unknown metric in a constraint',
    change: { 'ms=at_most': 'mz=at_most' },
    says: ['constraints.mz', 'did you mean "ms"?'],
  },
  {
    title: 'an unknown regime in a constraint',
    change: { 'at_most(1_000)': "at_most(1_000, in_='meny')" },
    says: ['constraints.ms.in_', '"meny"', '"many"'],
  },
  {
    title: 'an unknown baseline in a floor',
    change: { 'length=12)': "length=12, than='sam')" },
    says: ['regimes.sorted.than', '"sam"', '"same"'],
  },
  {
    title: 'an unknown parameter in a regime',
    change: { 'few=region(length': 'few=region(lenght' },
    says: ['regimes.few', '"lenght"', '"length"'],
  },
  {
    title: 'a regime outside the space',
    change: { 'int_(20, 40)': 'int_(20, 400)' },
    says: ['regimes.many.length', 'int_(20, 400)', 'int_(2, 40)'],
  },
  {
    title: 'an empty range',
    change: { 'real(0, 2)': 'real(2, 0)' },
    says: ['problem.py:9', 'real(2, 0)', 'real(0, 2)'],
  },
  {
    title: 'a word that does not exist',
    change: { 'slow(order': 'slou(order' },
    says: ['problem.py:15', 'slou', 'does not exist', '"slow"'],
  },
  {
    title: 'a decorator that does not exist',
    change: { '@problem.measure': '@problem.mesure' },
    says: ['mesure', 'did you mean "measure"?'],
  },
  {
    title: 'no measure',
    change: { '@problem.measure\n': '' },
    says: ['measure', 'is missing', '@problem.measure'],
  },
  {
    title: 'a function that takes what it is not given',
    change: { 'def drive(workload, program)': 'def drive(work, program)' },
    says: ['drive', 'takes "work", which it is not given', 'workload'],
  },
  {
    title: 'a missing program',
    change: { './seed.py': './sead.py' },
    says: ['program.seed', '"./sead.py"', 'did you mean "seed.py"?'],
  },
  {
    title: 'a missing module',
    change: { 'import math': 'import samme' },
    says: ['problem.py:2', '"samme"', 'cannot be found', 'did you mean "same"?'],
  },
  {
    title: 'an error while it is loaded',
    change: { 'import math': 'import json; json.loads("{")' },
    says: ['problem.py:2', 'JSONDecodeError'],
  },
  {
    title: 'no problem',
    change: { 'problem = Problem(': 'problem = dict(x=' },
    says: ['problem.py'],
  },
  {
    title: 'only slow regimes',
    change: { 'few=region(': 'few=slow(', 'many=region(': 'many=slow(' },
    says: ['regimes', 'not slow'],
  },
  {
    title: 'a policy without its schemas',
    change: { "function('./seed.py', 'sort', ": "policy('./seed.py', 'sort', config=None, " },
    says: ['policy(input)', 'is not a key', 'observation'],
  },
  {
    title: 'memory',
    change: { "'sort', input": "'sort', memory='workload', input" },
    says: ['program.memory', '"workload"', 'not yet supported'],
  },
  {
    title: 'pareto',
    change: { "['misplaced']": "pareto('misplaced')" },
    says: ['objectives.pareto', 'not yet supported'],
  },
  {
    title: 'cores',
    change: { 'call_ms=500': 'call_ms=500, cores=2' },
    says: ['limits.cores', '2', 'not yet supported'],
  },
  {
    title: 'a schema that JSON Schema cannot tell',
    change: { 'output=list[float]': 'output=set' },
    says: ['program.output', 'JSON Schema'],
  },
  {
    title: 'modules for a program that is not Python',
    change: { "'./seed.py', 'sort'": "'./seed.js', 'sort', modules=['numpy']" },
    files: { 'seed.js': 'export const sort = (x) => x;' },
    says: ['program.modules', 'javascript'],
  },
];
