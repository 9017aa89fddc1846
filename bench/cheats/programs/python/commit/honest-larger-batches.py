# Takes nine records at a time.
def plan(records):
    ops = []
    for start in range(0, len(records), 9):
        batch = range(start, min(start + 9, len(records)))
        ops += [{'do': 'write', 'record': record} for record in batch] + [{'do': 'sync'}]
        ops += [{'do': 'ack', 'record': record} for record in batch]
    return ops
