"""Jobs are known by an estimate; how long they really take stays with the judge."""
import math
from typing import List

from barbican import Problem, function, int_, maximize, real, region, relaxed, slow

problem = Problem(
    'schedule',
    'Spread jobs over machines so that the last machine is done early.',
    program=function('./seed.py', 'place', input=dict, output=List[int]),
    limits=dict(call_ms=1_000, workload_ms=1_500, memory_mib=128, output_bytes=100_000),
    params=dict(machines=int_(2, 8), jobs=int_(1, 120), spread=real(0, 1.5), error=real(0, 0.1)),
    typical=dict(jobs=int_(30, 120)),
    regimes=dict(
        even=region(spread=real(0, 0.5)),
        skewed=region(spread=real(0.8, 1.5)),
        few=slow(jobs=int_(1, 6), spread=real(0, 1)),
    ),
    per_regime=dict(search=4, selection=12, holdout=4),
    metrics=dict(share=maximize('share')),
    objectives=['share'],
    baselines=dict(list='./baselines/list.py', turns='./baselines/turns.py'),
)


@problem.generate
def generate(params, rng):
    jobs = [math.ceil(10 * math.exp(params['spread'] * rng.gauss(0, 1))) for _ in range(params['jobs'])]
    took = [job * math.exp(params['error'] * rng.gauss(0, 1)) for job in jobs]
    return dict(machines=params['machines'], jobs=jobs, took=took)


@problem.drive
def drive(workload, program):
    return program.call(dict(machines=workload['machines'], jobs=workload['jobs']))


@problem.measure
def measure(workload, output):
    busy = [0.0] * workload['machines']
    for job, machine in enumerate(output):
        busy[machine] += workload['took'][job]
    took = workload['took']
    return dict(share=max(sum(took) / workload['machines'], *took) / max(busy))


@problem.bound
def bound():
    return dict(share=relaxed(1))


@problem.invariant('every job has a machine')
def placed(workload, output):
    machines = workload['machines']
    return len(output) == len(workload['jobs']) and all(0 <= machine < machines for machine in output)
