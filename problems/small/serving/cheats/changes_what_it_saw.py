"""Empties what it was shown, in the hope that it is the server's own."""
from baselines.first_come import start as honest


def start(config):
    step = honest(config)

    def cheat(seen):
        decision = step(seen)
        for one in seen['waiting'] + seen['running']:
            one.update(arrived_ms=seen['now_ms'], prompt=0, decoded=10**6)
        seen['waiting'].clear()
        config['memory'] = 10**9
        return decision

    return cheat
