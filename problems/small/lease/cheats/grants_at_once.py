"""Everybody who wants the lease has it."""


def start(config):
    return lambda seen: {'send': [], 'grant_until_ms': seen['now_ms'] + 600 if seen['what'] == 'want' else None}
