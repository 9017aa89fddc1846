"""Says how much it has granted."""
from baselines.majority import start as honest


def start(config):
    step = honest(config)
    return lambda seen: dict(step(seen), granted=1.0, wait_ms=0.0)
