from dataclasses import dataclass
from typing import Annotated, Dict, List, Literal, Optional

from barbican import (
    Problem,
    at_least,
    at_most,
    floor,
    maximize,
    minimize,
    one_of,
    policy,
    real,
    region,
    relaxed,
    slow,
    violated,
)
from network import Network


@dataclass
class Config:
    node: int
    nodes: int
    #: No clock is faster or slower than the true time by more than this share.
    skew: float
    #: What this node saved last, if it has crashed since.
    saved: Optional[str]


@dataclass
class Seen:
    #: The client wants the lease, or is done with it; a message has come; the time to wake has.
    what: Literal['want', 'done', 'message', 'wake']
    #: By this node's own clock.
    now_ms: float
    #: -1 if it is no message.
    sender: int
    body: Dict[str, float]


@dataclass
class Message:
    to: int
    body: Dict[str, float]


@dataclass
class Action:
    send: Annotated[List[Message], at_most(16)]
    #: Gives the lease to the waiting client until then, by this node's own clock.
    grant_until_ms: Optional[float] = None
    wake_ms: Optional[float] = None
    #: Outlives a crash.
    saved: Optional[Annotated[str, at_most(4_000)]] = None


problem = Problem(
    'lease',
    'A lease that at most one client holds at a time, on nodes that crash, with clocks that differ: grant it soon.',
    background="""Every node is an instance of its own; a message is the only way from one to another.
After a crash a node is a fresh instance that knows what it saved. A client that was granted the lease may hold it
until the time that was said.""",
    program=policy('./seed.py', 'start', config=Config, observation=Seen, action=Action),
    limits=dict(call_ms=1_000, workload_ms=20_000, memory_mib=64),
    params=dict(
        nodes=one_of(3, 5),
        drop=real(0, 0.2),
        delay_ms=real(2, 20),
        skew=real(0, 0.1),
        crashes=real(0, 4),  # In a schedule.
        cuts=real(0, 3),
        work_ms=real(50, 200),
        every_ms=real(400, 1200),  # Between two wishes of a client.
    ),
    typical=dict(nodes=3, drop=0, skew=0, crashes=0, cuts=0),
    regimes=dict(
        calm=region(),
        busy=region(nodes=one_of(3, 5), every_ms=real(400, 600)),
        lossy=slow(drop=real(0.05, 0.2)),
        skewed=slow(skew=real(0.05, 0.1), work_ms=real(150, 200), every_ms=real(400, 600)),
        crashes=slow(crashes=real(3, 4)),
        parted=slow(cuts=real(2, 3)),
    ),
    per_regime=dict(search=1, selection=6, holdout=10),
    metrics=dict(
        granted=maximize('share of wishes', across='ratio'),
        wait_ms=minimize('virtual ms', of='tail90'),
        messages=minimize('per grant'),
        longest_ms=minimize('virtual ms', only='parted'),
    ),
    objectives=['granted', 'wait_ms'],
    constraints=dict(
        granted=[at_least(0.5, in_='calm'), floor(by='10%', than='majority', in_='parted')],
        messages=at_most(200),
        longest_ms=at_most(20_000),
        wait_ms=at_most(10_000),
    ),
    baselines=dict(majority='./baselines/majority.py', master='./baselines/master.py'),
)

END_MS = 20_000


@problem.generate
def generate(params, rng):
    nodes, happens = params['nodes'], []
    for node in range(nodes):
        at_ms = rng.expovariate(1 / params['every_ms'])
        while at_ms < END_MS:
            happens.append([at_ms, 'want', node])
            at_ms += rng.expovariate(1 / params['every_ms'])
    for _ in range(round(params['crashes'])):
        happens.append([rng.uniform(0.05, 0.9) * END_MS, 'crash', rng.randrange(nodes)])
    for i in range(round(params['cuts'])):
        at_ms = (i + rng.uniform(0.1, 0.5)) * END_MS / 3
        happens.append([at_ms, 'part', rng.sample(range(nodes), nodes // 2)])
        happens.append([at_ms + 1_500, 'part', []])
    rates = [1 + rng.choice([-1, 1]) * params['skew'] for _ in range(nodes)]
    return dict(params, happens=sorted(happens, key=lambda one: one[0]), rates=rates, end_ms=END_MS, down_ms=200)


@problem.drive
def drive(workload, program, rng):
    def start(node, saved):
        return program.start(Config(node, workload['nodes'], workload['skew'], saved))

    network = Network(workload, rng, start, lambda **seen: Seen(**seen))
    network.run()
    return dict(grants=network.grants, messages=network.messages, wrong=network.wrong)


@problem.measure
def measure(workload, output):
    grants = output['grants']
    since = [0.0, *(grant[1] for grant in grants), float(END_MS)]
    return dict(
        granted=dict(top=len(grants), bottom=wishes(workload)),
        wait_ms=[since_ms - asked_ms for _, since_ms, _, asked_ms in grants] or [END_MS],
        messages=output['messages'] / max(1, len(grants)),
        longest_ms=max(b - a for a, b in zip(since, since[1:])) if workload['cuts'] else None,
    )


@problem.bound
def bound(workload):
    return dict(granted=relaxed(1.0))


@problem.invariant('never two holders')
def exclusive(output):
    held = sorted(output['grants'], key=lambda grant: grant[1])
    for before, after in zip(held, held[1:]):
        if after[1] < before[2]:
            return violated('two clients hold the lease at once', [before, after])
    return True


@problem.invariant('grants to those that wait')
def wanted(output):
    return output['wrong'] == 0 or violated(f'{output["wrong"]} grants or messages to nobody')


def wishes(workload):
    return sum(what == 'want' for _, what, _ in workload['happens'])
