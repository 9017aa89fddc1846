# Leaves shared memory, semaphores and locks behind under names that others may use.
import fcntl
from multiprocessing import shared_memory

for name in ('barbican', 'judge', 'psm_cheat'):
    try:
        shared_memory.SharedMemory(name=name, create=True, size=2**20)
    except Exception:
        pass
for path in ('/tmp/lock', '@SECRET_FILE@', '@DROP_FILE@'):
    try:
        file = open(path, 'a')
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        pass


def place(problem):
    return honest(problem)
