# Lets a child process place the jobs, and waits for it.
import json
import os


def place(problem):
    reading, writing = os.pipe()
    if os.fork() == 0:
        with os.fdopen(writing, 'w') as file:
            json.dump(honest(problem), file)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        output = json.load(file)
    os.wait()
    return output
