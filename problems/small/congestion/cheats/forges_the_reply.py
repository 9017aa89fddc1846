"""Changes how replies are written, so that they say something else than the program does."""
import builtins
import json
import os

from baselines.aimd import start as honest

LIE = '{"window": 0, "goodput": 1}'


def start(config):
    json.dumps = json.JSONEncoder.encode = lambda *_, **__: LIE
    builtins.len = lambda _: 1
    os.write = lambda *_: 0
    step = honest(config)
    return lambda seen: step(seen)
