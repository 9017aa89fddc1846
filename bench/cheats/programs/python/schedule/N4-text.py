# Places every job on machine "-1", a text.
# stopped: failed bad-output
def place(problem):
    return ['-1'] * len(problem['jobs'])
