# Spreads the work over processes, so that the wall clock sees less of it.
import json
import os


def count(numbers):
    pipes = []
    for part in range(4):
        reading, writing = os.pipe()
        if os.fork() == 0:
            with os.fdopen(writing, 'w') as file:
                json.dump([sum(o < numbers[i] for o in numbers[i + 1 :]) for i in range(part, len(numbers), 4)], file)
            os._exit(0)
        os.close(writing)
        pipes.append(reading)
    output = [0] * len(numbers)
    for part, reading in enumerate(pipes):
        with os.fdopen(reading) as file:
            output[part::4] = json.load(file)
        os.wait()
    return output
