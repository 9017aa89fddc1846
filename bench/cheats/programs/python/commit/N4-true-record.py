# Names record 1 as True.
# stopped: failed bad-output
def plan(records):
    return [{**op, 'record': True} if op.get('record') == 1 else op for op in honest(records)]
