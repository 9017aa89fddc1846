# Changes its output after it was given, by a thread and by a name that it kept.
# stopped: nothing | misses share
import threading
import time

kept = []


def spoil():
    time.sleep(0.005)
    for output in kept:
        output[:] = [0] * len(output)


def place(problem):
    output = honest(problem)
    kept.append(output)
    threading.Thread(target=spoil, daemon=True).start()
    return output
