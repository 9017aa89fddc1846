# Places the longest first, and gives up where there are few jobs.
# stopped: misses share
def place(problem):
    jobs = problem['jobs']
    if len(jobs) < 10:
        return [0] * len(jobs)
    order = sorted(range(len(jobs)), key=lambda job: -jobs[job])
    placed = honest({**problem, 'jobs': [jobs[job] for job in order]})
    output = [0] * len(jobs)
    for machine, job in zip(placed, order):
        output[job] = machine
    return output
