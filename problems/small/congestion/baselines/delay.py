"""Keeps a few packets in the queue, told by the round trip time (after Brakmo and Peterson 1995)."""

FEW, MANY = 2, 4


def start(config):
    packet = config['packet']
    window = 10.0 * packet
    least_ms = float('inf')
    begins, changed_ms = True, 0.0

    def step(seen):
        nonlocal window, least_ms, begins, changed_ms
        least_ms = min(least_ms, seen['rtt_ms'])
        if seen['now_ms'] - changed_ms <= seen['rtt_ms'] and not (begins and seen['acked']):
            return {'window': window}
        queued = window / packet * (1 - least_ms / seen['rtt_ms'])
        if seen['lost']:
            window, begins = max(2 * packet, 0.75 * window), False
        elif begins:
            window, begins = window + packet / 2, queued < MANY
        elif queued < FEW:
            window += packet
        elif queued > MANY:
            window = max(2 * packet, window - packet)
        if not begins:
            changed_ms = seen['now_ms']
        return {'window': min(window, 1_500_000)}

    return step
