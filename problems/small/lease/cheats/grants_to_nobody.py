"""Grants once more for each grant, so that more was granted than was asked for."""
from baselines.majority import start as honest


def start(config):
    step, grants = honest(config), []

    def cheat(seen):
        action = step(seen)
        if grants:
            return dict(action, grant_until_ms=grants.pop())
        if 'grant_until_ms' in action:
            grants.append(action['grant_until_ms'])
        return action

    return cheat
