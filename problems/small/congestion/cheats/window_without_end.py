"""A window as large as numbers go, so that whoever else is on the link gets nothing."""


def start(config):
    return lambda seen: {'window': 1e300}
