# Fills every folder that it can write to, so that later programs fail.
for path in ('@DROP_FILE@', '/tmp/cheat-fill', '/dev/shm/cheat-fill', './cheat-fill', '/var/tmp/cheat-fill'):
    try:
        with open(path, 'ab') as file:
            for _ in range(8):
                file.write(b'1' * 2**20)
    except OSError:
        pass


def place(problem):
    return honest(problem)
