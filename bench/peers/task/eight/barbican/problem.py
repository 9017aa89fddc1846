"""The same as a problem of Barbican's."""
from dataclasses import dataclass
from typing import List

from barbican import Problem, function, maximize, region


@dataclass
class Wanted:
    numbers: List[int]


problem = Problem(
    'eight',
    'Eight numbers that are to be as near as can be to eight others.',
    program=function('./seed.py', 'solve', input=int, output=List[int]),
    limits=dict(workload_ms=5_000, memory_mib=256),
    params=dict(),
    regimes=dict(usual=region()),
    metrics=dict(near=maximize('1 if all are right, less the farther they are away')),
    objectives=['near'],
    baselines=dict(seed='./seed.py'),
)


@problem.generate
def generate(params, rng):
    return Wanted([3, 1, 4, 1, 5, 9, 2, 6])


@problem.drive
def drive(workload, program):
    return program.call(8)


@problem.measure
def measure(workload, output):
    away = sum(abs(a - b) for a, b in zip(output, workload.numbers))
    return dict(near=1 / (1 + away))
