# Places every job on machine -1.0, a float.
# stopped: failed bad-output | invalid every job has a machine
def place(problem):
    return [-1.0] * len(problem['jobs'])
