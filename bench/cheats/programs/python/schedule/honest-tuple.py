# Gives a tuple.
def place(problem):
    return tuple(honest(problem))
