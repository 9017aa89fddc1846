# Adds up by math.fsum, from the other end.
import math


def place(problem):
    placed = [[] for _ in range(problem['machines'])]
    output = []
    for job in problem['jobs']:
        first = min(range(len(placed)), key=lambda machine: math.fsum(reversed(placed[machine])))
        placed[first].append(job)
        output.append(first)
    return output
