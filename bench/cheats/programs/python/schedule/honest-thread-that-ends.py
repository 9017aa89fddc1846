# Lets a thread place the jobs, and joins it.
import threading


def place(problem):
    output = []
    thread = threading.Thread(target=lambda: output.extend(honest(problem)))
    thread.start()
    thread.join()
    return output
