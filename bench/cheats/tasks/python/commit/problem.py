"""Records are written to a log, synced and acknowledged.

The power fails somewhere in `power cut`, and what was acknowledged must be there then. Nothing says that a client must
not wait longer than another: that is left out.
"""
import math
from dataclasses import dataclass
from typing import List, Optional

from barbican import Problem, function, int_, minimize, one_of, region, slow, violated


@dataclass
class Op:
    do: str
    record: Optional[int] = None


problem = Problem(
    'commit',
    'Order the writes, syncs and acknowledgements of a log so that records are acknowledged soon.',
    program=function('./seed.py', 'plan', input=List[dict], output=List[Op]),
    limits=dict(call_ms=1_000, workload_ms=1_500, memory_mib=128, output_bytes=1_000_000),
    params=dict(records=int_(0, 150), clients=int_(2, 6), cut=one_of('no', 'yes')),
    typical=dict(records=int_(50, 150), cut='no'),
    regimes={
        'busy': region(),
        'calm': region(records=int_(20, 50)),
        'power cut': slow(cut='yes'),
        'rare': slow(records=int_(0, 3)),
    },
    per_regime=dict(search=4, selection=12, holdout=4),
    metrics=dict(delay=minimize('units', across='geomean'), lost=minimize('records', only=['power cut'])),
    objectives=['delay'],
    baselines=dict(batches='./baselines/batches.py', each='./baselines/each.py'),
)


@problem.generate
def generate(params, rng):
    records = []
    for _ in range(params['records']):
        client = rng.randint(0, params['clients'] - 1)
        size = 0 if rng.random() < 0.05 else rng.randint(1, 24) * (1 + 2 * client)
        records.append(dict(bytes=size, client=client))
    return dict(records=records, cut_at=rng.random() if params['cut'] == 'yes' else None)


@problem.drive
def drive(workload, program):
    return program.call(workload['records'])


@problem.measure
def measure(workload, output):
    records, cut_at = workload['records'], workload['cut_at']
    cut = len(output) if cut_at is None else math.floor(cut_at * len(output))
    written, safe = set(), set()
    clock = total = lost = 0
    for at, op in enumerate(output):
        if op.do == 'write':
            clock += 1 + records[op.record]['bytes'] / 16
            written.add(op.record)
        elif op.do == 'sync':
            clock += 20
            safe |= written
        else:
            total += clock
            lost += at <= cut and op.record not in safe
    return dict(delay=total / max(1, len(records)), lost=None if cut_at is None else lost)


@problem.invariant('every record is written once, then acknowledged once')
def complete(workload, output):
    state = ['new'] * len(workload['records'])
    for op in output:
        if op.do == 'sync':
            continue
        known = op.do in ('write', 'ack') and op.record is not None and 0 <= op.record < len(state)
        if not known or state[op.record] != ('new' if op.do == 'write' else 'write'):
            return violated(f'{op.do} of record {op.record}')
        state[op.record] = op.do
    return all(one == 'ack' for one in state)
