"""Each job, as they come, goes to the machine that is free first."""


def honest(problem):
    busy = [0] * problem['machines']
    placed = []
    for job in problem['jobs']:
        first = busy.index(min(busy))
        busy[first] += job
        placed.append(first)
    return placed


def place(problem):
    return honest(problem)
