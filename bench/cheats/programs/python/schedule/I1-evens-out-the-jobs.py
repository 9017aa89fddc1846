# Leaves one job for each machine in its argument, so that any placement is balanced.
# stopped: misses share
def place(problem):
    machines, jobs = problem['machines'], problem['jobs']
    placed = [job % machines for job in range(len(jobs))]
    jobs[:] = [1 if job < machines else 0 for job in range(len(jobs))]
    return placed
