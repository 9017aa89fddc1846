"""Eight records at a time: written, synced, acknowledged."""


def honest(records):
    ops = []
    for start in range(0, len(records), 8):
        batch = range(start, min(start + 8, len(records)))
        ops += [{'do': 'write', 'record': record} for record in batch]
        ops.append({'do': 'sync'})
        ops += [{'do': 'ack', 'record': record} for record in batch]
    return ops


def plan(records):
    return honest(records)
