"""Never admits a long prompt, and never again one that was preempted: the mean is over what is answered."""
from baselines.first_come import start as honest


def start(config):
    step = honest(config)
    return lambda seen: step(dict(seen, waiting=[one for one in seen['waiting'] if one['prompt'] < 300]))
