import { type ProblemFolder, writtenFolder } from '../judge/problem-folder.ts';

/** The same small problem of a policy as in `../judge/policy-folder.ts`, in Python. */
const PROBLEM = `from dataclasses import dataclass

from barbican import Problem, int_, minimize, policy, region


@dataclass
class Config:
    times: float


@dataclass
class Seen:
    value: float


@dataclass
class Sum:
    sum: float


problem = Problem(
    'adding',
    'Add numbers up as they come.',
    program=policy('./seed.py', 'start', config=Config, observation=Seen, action=Sum),
    limits=dict(call_ms=2_000, workload_ms=20_000, memory_mib=64),
    params=dict(length=int_(5, 20)),
    per_regime=dict(search=2, selection=2, holdout=2),
    regimes=dict(short=region(length=int_(5, 8)), long=region(length=20)),
    metrics=dict(error=minimize('units', of='sum'), cpuMs=minimize('ms'), calls=minimize('calls')),
    objectives=['error'],
    no_floors='a test',
    baselines=dict(adds='./adds.py'),
)


@problem.generate
def generate(params, rng):
    return [rng.randint(1, 9) for _ in range(params['length'])]


@problem.drive
def drive(workload, program):
    one, two = program.start(Config(1)), program.start(Config(2))
    rival = program.start(Config(1), 'adds')
    sums = []
    for value in workload:
        sums.append(dict(one=one.step(Seen(value)).sum, two=two.step(Seen(value)).sum, rival=rival.step(Seen(value)).sum))
    return sums


@problem.measure
def measure(workload, output, usage):
    right, errors = 0, []
    for value, sums in zip(workload, output):
        right += value
        errors.append(abs(sums['one'] - right) + abs(sums['two'] - 2 * right))
    return dict(error=errors, cpuMs=usage.cpu_ms, calls=usage.calls)
`;

/** The program that adds. */
export const PYTHON_ADDS = `def start(config):
    total = 0
    def step(observation):
        nonlocal total
        total += config['times'] * observation['value']
        return dict(sum=total)
    return step
`;

/** Writes the problem with texts replaced: each must occur once. */
export function pythonPolicyFolder(
  changes: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): ProblemFolder {
  const all = { 'seed.py': PYTHON_ADDS, 'adds.py': PYTHON_ADDS, ...files };
  return writtenFolder({ 'problem.py': PROBLEM }, changes, all);
}
