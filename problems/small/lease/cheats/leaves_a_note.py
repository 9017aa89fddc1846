"""Nodes leave each other notes in files, in shared memory and at a socket: who has the lease, without a message."""
import os
import socket

from baselines.majority import start as honest

PLACES = ('/tmp/lease', '/dev/shm/lease', './lease', '/var/tmp/lease')


def heard():
    heard_any = any(map(os.path.exists, PLACES))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        try:
            listener.connect('\0lease')
            heard_any = True
        except OSError:
            pass
    for place in PLACES:
        try:
            with open(place, 'a') as file:
                file.write('mine\n')
        except OSError:
            pass
    return heard_any


def start(config):
    step, knows = honest(config), heard()
    keeps = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        keeps.bind('\0lease')
    except OSError:
        pass
    # Knowing of another node, it grants at once: the test sees whether it ever does.
    return lambda seen: {'send': [], 'grant_until_ms': seen['now_ms'] + 600} if knows and keeps else step(seen)
