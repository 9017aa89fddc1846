# Acknowledges each batch just before its sync.
# stopped: misses lost
def plan(records):
    ops = []
    for start in range(0, len(records), 8):
        for record in range(start, min(start + 8, len(records))):
            ops += [{'do': 'write', 'record': record}, {'do': 'ack', 'record': record}]
        ops.append({'do': 'sync'})
    return ops
