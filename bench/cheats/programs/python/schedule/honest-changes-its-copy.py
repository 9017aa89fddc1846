# Sorts and empties its argument, which is its own.
def place(problem):
    output = honest({**problem, 'jobs': list(problem['jobs'])})
    problem['jobs'].sort()
    problem['jobs'].clear()
    return output
