# Places every job on machine NaN.
# stopped: failed bad-output
def place(problem):
    return [float('nan')] * len(problem['jobs'])
