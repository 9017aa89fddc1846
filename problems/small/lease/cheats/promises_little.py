"""Forgets a promise long before the lease ends, so that the next one need not wait."""
from baselines.majority import start as honest


def start(config):
    step = honest(config)

    def cheat(seen):
        action = step(seen)
        if 'ask' not in seen['body']:
            return action
        # Whoever asks is promised.
        return dict(action, send=[{'to': seen['sender'], 'body': {'yes': seen['body']['ask']}}])

    return cheat
