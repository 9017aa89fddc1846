# Names records that are not numbers.
# stopped: failed bad-output | invalid every record is written once
def plan(records):
    return [{**op, 'record': float('nan')} if 'record' in op else op for op in honest(records)]
