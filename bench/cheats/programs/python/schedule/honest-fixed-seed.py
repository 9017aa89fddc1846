# Takes the best of eight orders, drawn by a generator with a fixed seed, and the order as they come.
import random


def place(problem):
    chance, jobs = random.Random(7), problem['jobs']
    order, best, least = list(range(len(jobs))), None, None
    for _ in range(9):
        placed = honest({**problem, 'jobs': [jobs[job] for job in order]})
        busy = [0] * problem['machines']
        output = [0] * len(jobs)
        for machine, job in zip(placed, order):
            busy[machine] += jobs[job]
            output[job] = machine
        if least is None or max(busy) < least:
            least, best = max(busy), output
        chance.shuffle(order)
    return best
