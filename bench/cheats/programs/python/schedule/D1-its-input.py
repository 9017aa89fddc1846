# Gives its input back.
# stopped: failed bad-output
def place(problem):
    return problem
