# Places every job on machine True.
# stopped: failed bad-output
def place(problem):
    return [True] * len(problem['jobs'])
