"""Additive increase, multiplicative decrease (Chiu and Jain 1989), after a slow start."""


def start(config):
    packet = config['packet']
    window = 10.0 * packet
    threshold = float('inf')
    reduced_ms = 0.0

    def step(seen):
        nonlocal window, threshold, reduced_ms
        if seen['lost']:
            # Once a round trip: what was sent before may be lost too.
            if seen['now_ms'] - reduced_ms > seen['rtt_ms']:
                window = threshold = max(2 * packet, window / 2)
                reduced_ms = seen['now_ms']
        elif window < threshold:
            window += packet
        else:
            window += packet * packet / window
        return {'window': min(window, 1_500_000)}

    return step
