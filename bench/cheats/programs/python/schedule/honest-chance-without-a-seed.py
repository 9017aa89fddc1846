# Breaks ties by chance.
import random


def place(problem):
    busy = [0] * problem['machines']
    output = []
    for job in problem['jobs']:
        least = min(busy)
        machine = random.choice([at for at, end in enumerate(busy) if end == least])
        busy[machine] += job
        output.append(machine)
    return output
