# Places every job on machine -1, from the end of the list.
# stopped: invalid every job has a machine
def place(problem):
    return [machine - problem['machines'] for machine in honest(problem)]
