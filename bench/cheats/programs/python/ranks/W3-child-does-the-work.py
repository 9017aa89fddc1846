# Forks for each call: the child does the work and ends before its parent answers.
import json
import os


def count(numbers):
    reading, writing = os.pipe()
    if os.fork() == 0:
        with os.fdopen(writing, 'w') as file:
            json.dump(honest(numbers), file)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        output = json.load(file)
    os.wait()
    return output
