# Gives nothing at all.
# stopped: failed bad-output
def place(problem):
    return None
