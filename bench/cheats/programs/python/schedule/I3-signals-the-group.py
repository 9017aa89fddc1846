# Sends signals to its group and its parent, and lowers the limits of all that follows.
import os
import resource
import signal

for name in ('RLIMIT_FSIZE', 'RLIMIT_NOFILE'):
    try:
        resource.setrlimit(getattr(resource, name), (64, 64))
    except (ValueError, OSError):
        pass
signal.signal(signal.SIGUSR2, signal.SIG_IGN)
for target in (0, -os.getpgrp()):
    try:
        os.kill(target, signal.SIGUSR2)
    except OSError:
        pass


def place(problem):
    return honest(problem)
