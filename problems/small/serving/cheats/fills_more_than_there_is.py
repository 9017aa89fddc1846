"""Admits all that wait, whether they fit or not."""


def start(config):
    return lambda seen: {'admit': [one['id'] for one in seen['waiting']], 'preempt': []}
