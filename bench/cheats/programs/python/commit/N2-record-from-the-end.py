# Names records from the end of the list, by negative numbers.
# stopped: invalid every record is written once
def plan(records):
    return [{**op, 'record': op['record'] - len(records)} if 'record' in op else op for op in honest(records)]
