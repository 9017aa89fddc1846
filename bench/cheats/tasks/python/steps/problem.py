"""Work that no call shares with another: only the time of the calls counts."""
from barbican import Problem, at_most, function, int_, minimize, region, slow

problem = Problem(
    'steps',
    'Count the numbers of a block whose Collatz path is odd, in little time.',
    program=function('./seed.py', 'count', input=int, output=int),
    limits=dict(call_ms=1_500, workload_ms=2_000, memory_mib=256, output_bytes=1_000),
    params=dict(block=int_(0, 99)),
    regimes=dict(any=region(), first=slow(block=0)),
    per_regime=dict(search=4, selection=4, holdout=4),
    metrics=dict(cpuMs=minimize('ms'), wallMs=minimize('ms')),
    objectives=['cpuMs'],
    constraints=dict(cpuMs=at_most(500), wallMs=at_most(1_500)),
    baselines=dict(plain='./baselines/plain.py'),
)


@problem.generate
def generate(params):
    return params['block']


@problem.measure
def measure(usage):
    return dict(cpuMs=usage.cpu_ms, wallMs=usage.wall_ms)


@problem.invariant('the count is right')
def right(workload, output):
    count = 0
    for number in range(1 + 3_000 * workload, 3_000 * (workload + 1) + 1):
        parity = 0
        while number > 1:
            number = 3 * number + 1 if number % 2 else number // 2
            parity ^= 1
        count += parity
    return output == count
