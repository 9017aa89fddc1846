# Takes each record by itself where the log is long.
# stopped: misses delay
def plan(records):
    if len(records) <= 60:
        return honest(records)
    ops = []
    for record in range(len(records)):
        ops += [{'do': 'write', 'record': record}, {'do': 'sync'}, {'do': 'ack', 'record': record}]
    return ops
