"""Admits requests that it has made up, to be done with them."""


def start(config):
    return lambda seen: {'admit': [*(one['id'] for one in seen['waiting']), 10_000], 'preempt': []}
