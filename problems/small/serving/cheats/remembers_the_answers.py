"""Writes down how long each answer was, for the next time that the same requests come."""
import builtins
import os

from baselines.first_come import start as honest

PLACES = ('/tmp/answers', '/dev/shm/answers', './answers')


def start(config):
    knows = hasattr(builtins, 'answers') or any(map(os.path.exists, PLACES))
    builtins.answers = {}
    step = honest(config)

    def cheat(seen):
        for one in seen['running']:
            builtins.answers[one['id']] = one['decoded']
        for place in PLACES:
            try:
                with open(place, 'w') as file:
                    file.write(str(builtins.answers))
            except OSError:
                pass
        # Knowing anything of before, it admits one at a time: the test sees whether it ever does.
        return {'admit': [one['id'] for one in seen['waiting'][:1]], 'preempt': []} if knows else step(seen)

    return cheat
