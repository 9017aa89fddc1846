/**
 * The files of a problem in Python that runs at once, for `barbican init --python`. Its programs are in TypeScript,
 * since only models propose Python programs.
 */
import { FIRST_COME, SEED } from './scaffold.ts';

/** What the text of the files depends on. */
export interface PythonScaffoldOptions {
  /** The problem's name: lower case, with hyphens. */
  readonly name: string;
  /** The folder that holds the module `barbican`, for editors. */
  readonly moduleFolder: string;
}

/** The files by relative path. */
export function pythonScaffoldFiles({
  name,
  moduleFolder,
}: PythonScaffoldOptions): Record<string, string> {
  return {
    'problem.py': PROBLEM.replace('NAME', name),
    'seed.ts': SEED,
    'baselines/first-come.ts': FIRST_COME,
    'pyrightconfig.json': `${JSON.stringify({ extraPaths: [moduleFolder] }, null, 2)}\n`,
    '.gitignore': 'runs/\n__pycache__/\n',
  };
}

const PROBLEM = `import math
from dataclasses import dataclass
from typing import Annotated, List

from barbican import (
    Problem,
    at_least,
    floor,
    function,
    int_,
    log_int,
    minimize,
    one_of,
    real,
    region,
    relaxed,
    slow,
    violated,
)


@dataclass
class Jobs:
    """What the program gets: a dict with these members."""

    durations: List[float]
    machines: int


MachineOfJob = List[Annotated[int, at_least(0)]]

problem = Problem(
    'NAME',
    'Share jobs among machines so that the last machine is done early.',
    program=function('./seed.ts', 'schedule', input=Jobs, output=MachineOfJob),
    limits=dict(call_ms=100, workload_ms=1_000, memory_mib=128),
    params=dict(jobs=log_int(4, 200), machines=int_(2, 16), spread=real(0, 2), giant=one_of('no', 'yes')),
    # What a regime does not name.
    typical=dict(jobs=log_int(40, 80), machines=int_(4, 8), giant='no'),
    regimes={
        'alike jobs': region(spread=real(0, 0.5)),
        'unlike jobs': region(spread=real(1, 2)),
        # No weight in the score, but no program may be worse here than the best baseline.
        'one giant job': slow(giant='yes', spread=0.5),
        'few jobs': slow(jobs=log_int(4, 8), spread=1),
    },
    metrics=dict(makespan=minimize('of an equal share')),
    objectives=['makespan'],
    constraints=dict(makespan=floor(by='5%', than='first come')),
    baselines={'first come': './baselines/first-come.ts'},
)


@problem.generate
def generate(params, rng):
    durations = [math.exp(params['spread'] * rng.gauss(0, 1)) for _ in range(params['jobs'])]
    if params['giant'] == 'yes':
        durations[0] *= 20
    return Jobs(durations, params['machines'])


@problem.measure
def measure(workload, output):
    """From the judge's own workload and the program's raw output: never a number that the program says of itself."""
    busy = [0.0] * workload.machines
    for duration, machine in zip(workload.durations, output):
        busy[machine] += duration
    return dict(makespan=max(busy) / (sum(workload.durations) / workload.machines))


@problem.bound
def bound(workload):
    return dict(makespan=relaxed(max(1, max(workload.durations) * workload.machines / sum(workload.durations))))


@problem.invariant('every job has one machine')
def complete(workload, output):
    return len(output) == len(workload.durations)


@problem.invariant('every machine exists')
def existing(workload, output):
    wrong = [machine for machine in output if machine >= workload.machines]
    return not wrong or violated('there is no such machine', dict(machine=wrong[0], machines=workload.machines))
`;
