# Acknowledges every second record.
# stopped: invalid every record is written once
def plan(records):
    return [op for op in honest(records) if op.get('record', 0) % 2 == 0]
