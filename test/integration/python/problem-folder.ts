import { type ProblemFolder, writtenFolder } from '../judge/problem-folder.ts';

/** The same small problem as in `../judge/problem-folder.ts`, in Python. */
const PROBLEM = `from barbican import *
import math

problem = Problem(
    'sorting',
    'Sort numbers.',
    program=function('./seed.py', 'sort', input=list[float], output=list[float]),
    limits=dict(call_ms=500, workload_ms=2_000, memory_mib=128, output_bytes=100_000),
    params=dict(length=int_(2, 40), spread=real(0, 2), order=one_of('none', 'up')),
    typical=dict(order='none'),
    per_regime=dict(search=2, selection=3, holdout=4),
    regimes=dict(
        few=region(length=int_(2, 10)),
        many=region(length=int_(20, 40)),
        sorted=slow(order='up', length=12),
    ),
    where={'long enough': lambda p: p['length'] > 1},
    metrics=dict(misplaced=minimize('numbers'), ms=minimize('ms', across='worst')),
    objectives=['misplaced'],
    constraints=dict(ms=at_most(1_000)),
    baselines=dict(same='./same.py'),
)


@problem.generate
def generate(params, rng):
    numbers = [rng.randint(0, 99) * params['spread'] for _ in range(params['length'])]
    return sorted(numbers) if params['order'] == 'up' else numbers


@problem.drive
def drive(workload, program):
    return program.call(workload)


@problem.measure
def measure(workload, output, usage):
    misplaced = sum(b < a for a, b in zip(output, output[1:]))
    return dict(misplaced=misplaced, ms=usage.cpu_ms)


@problem.bound
def bound(workload):
    return dict(misplaced=exact(0))


@problem.invariant('nothing is lost')
def kept(workload, output):
    return len(output) == len(workload)


@problem.relation('order does not matter')
def reversed_numbers(workload):
    return workload[::-1]
`;

const SEED = 'def sort(numbers):\n    return sorted(numbers)\n';
const SAME = 'def sort(numbers):\n    return list(numbers)\n';

/** Writes the problem with texts replaced: each must occur once. */
export function pythonProblemFolder(
  changes: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): ProblemFolder {
  const all = { 'seed.py': SEED, 'same.py': SAME, ...files };
  return writtenFolder({ 'problem.py': PROBLEM }, changes, all);
}
