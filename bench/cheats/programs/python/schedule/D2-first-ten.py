# Thinks about the first ten jobs, and throws the rest on the first machine.
# stopped: misses share
def place(problem):
    return [machine if job < 10 else 0 for job, machine in enumerate(honest(problem))]
