# Acknowledges what was written, and never syncs.
# stopped: misses lost
def plan(records):
    return [{'do': what, 'record': record} for record in range(len(records)) for what in ('write', 'ack')]
