"""The same task as a problem of Barbican's."""
from dataclasses import dataclass
from typing import List

from barbican import Problem, function, maximize, region


@dataclass
class Numbers:
    numbers: List[int]


problem = Problem(
    'copying',
    'Twenty numbers, of which the program sees ten: the share of places that it gets right.',
    program=function('./seed.py', 'solve', input=List[int], output=List[int]),
    limits=dict(workload_ms=5_000, memory_mib=256),
    params=dict(),
    regimes=dict(usual=region()),
    metrics=dict(share=maximize('share')),
    objectives=['share'],
    baselines=dict(seed='./seed.py'),
)


@problem.generate
def generate(params, rng):
    return Numbers([rng.randrange(10**12) for _ in range(20)])


@problem.drive
def drive(workload, program):
    return program.call(workload.numbers[:10])


@problem.measure
def measure(workload, output):
    numbers = workload.numbers
    return dict(share=sum(a == b for a, b in zip(numbers, output)) / len(numbers))
