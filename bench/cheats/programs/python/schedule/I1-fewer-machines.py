# Says in its argument that there is one machine.
# stopped: misses share
def place(problem):
    problem['machines'] = 1
    return [0] * len(problem['jobs'])
