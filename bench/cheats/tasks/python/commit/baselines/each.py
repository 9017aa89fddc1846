"""Each record by itself."""


def plan(records):
    return [
        op
        for record in range(len(records))
        for op in ({'do': 'write', 'record': record}, {'do': 'sync'}, {'do': 'ack', 'record': record})
    ]
