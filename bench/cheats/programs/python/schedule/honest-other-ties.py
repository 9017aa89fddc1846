# Takes the last of the machines that are free first: as good, and different.
def place(problem):
    return [problem['machines'] - 1 - machine for machine in honest(problem)]
