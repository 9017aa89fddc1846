"""Admits every request twice, so that it is answered twice as fast."""
from baselines.first_come import start as honest


def start(config):
    step = honest(config)

    def cheat(seen):
        decision = step(seen)
        return dict(decision, admit=decision['admit'] * 2)

    return cheat
