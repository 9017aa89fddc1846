from dataclasses import dataclass
from typing import Annotated

from barbican import (
    Problem,
    at_least,
    at_most,
    floor,
    int_,
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
from link import PACKET, Flow, Link


@dataclass
class Config:
    #: Bytes of a packet.
    packet: int


@dataclass
class Seen:
    """A packet was acknowledged or found lost."""

    now_ms: float
    #: From sending it until now.
    rtt_ms: float
    #: Bytes; one of the two is 0.
    acked: int
    lost: int
    #: Bytes that are still under way.
    in_flight: int


@dataclass
class Window:
    #: Bytes that may be under way.
    window: Annotated[float, at_least(0), at_most(1_500_000)]


problem = Problem(
    'congestion-control',
    'Set the window at each acknowledgement: use the link, keep its queue short, be fair to whoever shares it.',
    background="""Each flow is an instance of its own; they share a queue and nothing else.
A window is in bytes; a packet is sent as soon as the window has room for it.""",
    program=policy('./seed.py', 'start', config=Config, observation=Seen, action=Window),
    limits=dict(call_ms=1_000, workload_ms=20_000, memory_mib=64),
    params=dict(
        flows=int_(1, 4),
        mbps=real(4, 12),
        rtt_ms=real(20, 100),
        buffer=real(0.5, 4),  # In products of bandwidth and delay.
        loss=real(0, 0.02),
        rival=one_of('none', 'aimd'),
        seconds=real(1.5, 2.5),
    ),
    typical=dict(flows=2, loss=0, rival='none', buffer=real(0.5, 2)),
    regimes={
        'alone': region(flows=1),
        'shared': region(flows=int_(2, 4)),
        'lossy': slow(loss=real(0.005, 0.02)),
        'bloated': slow(buffer=real(2, 4)),
        'beside aimd': slow(rival='aimd', flows=1),
    },
    per_regime=dict(search=2, selection=8, holdout=12),
    metrics=dict(
        goodput=maximize('share of the link'),
        queue_ms=minimize('ms', of='tail99'),
        jain=maximize('index', across='worst'),
        rival_share=maximize('of a fair share', only='beside aimd'),
    ),
    objectives=['goodput', 'queue_ms'],
    constraints=dict(
        jain=at_least(0.6, in_='shared'),
        queue_ms=floor(by='10%', than='aimd'),
        rival_share=at_least(0.3, in_='beside aimd'),
    ),
    baselines=dict(aimd='./baselines/aimd.py', delay='./baselines/delay.py'),
)


@problem.generate
def generate(params, rng):
    starts = [rng.uniform(0, 0.1) for _ in range(params['flows'])]
    return dict(params, starts=starts)


@problem.drive
def drive(workload, program, rng):
    bytes_per_ms, end_ms = workload['mbps'] * 125, 1000 * workload['seconds']
    link = Link(
        bytes_per_ms=bytes_per_ms,
        rtt_ms=workload['rtt_ms'],
        buffer_bytes=workload['buffer'] * bytes_per_ms * workload['rtt_ms'],
        is_lost=lambda: rng.random() < workload['loss'],
    )
    names = ['candidate'] * workload['flows'] + (['aimd'] if workload['rival'] == 'aimd' else [])
    flows = [Flow(link, i, program.start(Config(PACKET), name)) for i, name in enumerate(names)]
    for i in range(len(flows)):
        share = workload['starts'][i] if i < workload['flows'] else 0
        link.begin(i, share * end_ms)
    for now_ms, i, what, sent_ms in link.events(end_ms):
        flows[i].happens(now_ms, what, sent_ms, Seen)
    mine = flows[: workload['flows']]
    return dict(
        delivered=[flow.delivered for flow in flows],
        queueing_ms=[ms for flow in mine for ms in flow.queueing_ms],
        capacity=bytes_per_ms * end_ms,
    )


@problem.measure
def measure(workload, output):
    delivered, flows = output['delivered'], workload['flows']
    mine = delivered[:flows]
    return dict(
        goodput=sum(delivered) / output['capacity'],
        queue_ms=output['queueing_ms'],
        jain=sum(mine) ** 2 / (flows * sum(one * one for one in mine)) if flows > 1 else None,
        rival_share=delivered[-1] * len(delivered) / sum(delivered) if len(delivered) > flows else None,
    )


@problem.bound
def bound(workload):
    # Until the first acknowledgement nothing has been delivered.
    first_ms = min(workload['starts']) * 1000 * workload['seconds'] + workload['rtt_ms']
    alone = workload['rival'] == 'none'
    return dict(goodput=relaxed(1 - first_ms / (1000 * workload['seconds']) if alone else 1.0))


@problem.invariant('every flow delivers something')
def delivers(output):
    return all(output['delivered']) or violated('a flow delivered nothing', list(output['delivered']))
