from dataclasses import dataclass
from typing import List

from barbican import (
    Problem,
    floor,
    int_,
    log_int,
    maximize,
    minimize,
    policy,
    real,
    region,
    relaxed,
    slow,
    violated,
)
from engine import Request, Server


@dataclass
class Config:
    #: Tokens that fit into the memory, and requests into a batch.
    memory: int
    batch: int


@dataclass
class Known:
    """What can be known of a request: not how long its answer will be."""

    id: int
    arrived_ms: float
    prompt: int
    decoded: int


@dataclass
class Seen:
    now_ms: float
    #: In the order in which they came, and were admitted.
    waiting: List[Known]
    running: List[Known]
    #: Tokens of memory that are free.
    free: int


@dataclass
class Decision:
    admit: List[int]
    preempt: List[int]


problem = Problem(
    'llm-serving',
    'Choose before each decoding step which requests are in the batch: answer soon, and many.',
    background="""A request takes its prompt and what it has decoded of the memory. One that is preempted keeps its
text and is prefilled again when it is admitted. Where the memory overflows, the one that was admitted last goes
back to the queue.""",
    program=policy('./seed.py', 'start', config=Config, observation=Seen, action=Decision),
    limits=dict(call_ms=1_000, workload_ms=30_000, memory_mib=64),
    params=dict(
        per_second=real(2, 60),
        prompt=log_int(20, 4_000),
        answer=log_int(10, 120),
        burst=real(1, 10),
        memory=log_int(8_000, 60_000),
        requests=int_(30, 60),
    ),
    typical=dict(per_second=real(20, 30), prompt=log_int(100, 800), burst=1, memory=log_int(20_000, 60_000)),
    regimes={
        'steady': region(),
        'bursty': region(burst=real(5, 10)),
        'overload': slow(per_second=real(40, 60)),
        'long prompts': slow(prompt=log_int(2_000, 4_000)),
        'little memory': slow(memory=log_int(8_000, 10_000), per_second=real(10, 20)),
    },
    per_regime=dict(search=1, selection=6, holdout=10),
    metrics=dict(
        first_ms=minimize('ms'),
        goodput=maximize('requests/s'),
        token_ms=minimize('ms', of='tail99'),
        longest_ms=minimize('ms', of='max', across='worst'),
    ),
    objectives=['first_ms', 'goodput'],
    constraints=dict(
        token_ms=floor(by='25%', than='first come'),
        longest_ms=floor(by='50%', than='first come'),
    ),
    baselines={'first come': './baselines/first_come.py', 'short first': './baselines/short_first.py'},
)

BATCH = 8
#: Who waits no longer for the first token is content.
CONTENT_MS = 1_000


@problem.generate
def generate(params, rng):
    at_ms, requests = 0.0, []
    for number in range(params['requests']):
        rate = params['per_second'] * (params['burst'] if number // 10 % 2 else 1)
        at_ms += 1_000 * rng.expovariate(rate)
        prompt = min(params['memory'] // 4, 1 + round(rng.expovariate(1 / params['prompt'])))
        answer = min(300, 1 + round(rng.expovariate(1 / params['answer'])))
        requests.append(dict(number=number, arrived_ms=at_ms, prompt=prompt, answer=answer))
    return dict(params, list=requests)


@problem.drive
def drive(workload, program):
    scheduler = program.start(Config(workload['memory'], BATCH))

    def decide(now_ms, waiting, running, free):
        decision = scheduler.step(Seen(now_ms, list(map(known, waiting)), list(map(known, running)), free))
        return decision.admit, decision.preempt

    requests = [Request(**request) for request in workload['list']]
    server = Server(requests, memory=workload['memory'], batch=BATCH, decide=decide)
    server.run()
    return dict(
        left=server.left,
        wrong=server.wrong,
        end_ms=server.now_ms,
        first_ms=[request.times_ms[0] - request.arrived_ms for request in server.done],
        token_ms=[b - a for request in server.done for a, b in zip(request.times_ms, request.times_ms[1:])],
    )


def known(request):
    return Known(request.number, request.arrived_ms, request.prompt, request.decoded)


@problem.measure
def measure(output):
    content = sum(ms <= CONTENT_MS for ms in output['first_ms'])
    return dict(
        first_ms=output['first_ms'],
        goodput=1_000 * content / output['end_ms'],
        token_ms=output['token_ms'] or None,
        longest_ms=output['first_ms'],
    )


@problem.bound
def bound(workload):
    # All are content, and the last comes when it comes.
    return dict(goodput=relaxed(1_000 * len(workload['list']) / workload['list'][-1]['arrived_ms']))


@problem.invariant('every request is answered')
def answered(output):
    return output['left'] == 0 or violated(f'{output["left"]} requests are not answered')


@problem.invariant('admits what waits and fits, preempts what runs')
def fits(output):
    return output['wrong'] == 0 or violated(f'{output["wrong"]} decisions that cannot be carried out')


@problem.relation('the numbers of requests do not matter')
def renumbered(workload):
    return dict(workload, list=[dict(one, number=one['number'] + 1_000) for one in workload['list']])
