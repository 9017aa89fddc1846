# Puts everything on the first machine.
# stopped: misses share
def place(problem):
    return [0] * len(problem['jobs'])
