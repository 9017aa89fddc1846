# Gives an empty list.
# stopped: invalid every job has a machine
def place(problem):
    return []
