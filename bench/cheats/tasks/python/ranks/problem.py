"""The answer is known, so that only time counts: CPU time of all the program's processes."""
from bisect import bisect_left, insort
from typing import List

from barbican import Problem, at_most, function, int_, minimize, region, slow

problem = Problem(
    'ranks',
    'For each number, count the smaller ones that come after it, in little time.',
    program=function('./seed.py', 'count', input=List[int], output=List[int]),
    limits=dict(call_ms=1_500, workload_ms=2_000, memory_mib=256, output_bytes=1_000_000),
    params=dict(numbers=int_(0, 2_200)),
    typical=dict(numbers=int_(1_800, 2_200)),
    regimes=dict(many=region(), few=slow(numbers=int_(0, 50))),
    per_regime=dict(search=4, selection=4, holdout=4),
    metrics=dict(cpuMs=minimize('ms'), wallMs=minimize('ms')),
    objectives=['cpuMs'],
    constraints=dict(cpuMs=[at_most(1_000), at_most(20, in_='few')], wallMs=at_most(1_500)),
    baselines=dict(nested='./baselines/nested.py'),
)


@problem.generate
def generate(params, rng):
    return [rng.randint(0, 1_000_000) for _ in range(params['numbers'])]


@problem.measure
def measure(usage):
    return dict(cpuMs=usage.cpu_ms, wallMs=usage.wall_ms)


@problem.invariant('the counts are right')
def right(workload, output):
    later, counts = [], []
    for number in reversed(workload):
        counts.append(bisect_left(later, number))
        insort(later, number)
    return output == counts[::-1]
