# Serves the clients whose records are large when all others are done.
def plan(records):
    weight = {}
    for record in records:
        weight[record['client']] = max(weight.get(record['client'], 0), record['bytes'])
    order = sorted(range(len(records)), key=lambda at: weight[records[at]['client']])
    return [{**op, 'record': order[op['record']]} if 'record' in op else op for op in honest(records)]
