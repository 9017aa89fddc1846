# Places the longest jobs first.
# better: yes
def place(problem):
    jobs = problem['jobs']
    order = sorted(range(len(jobs)), key=lambda job: -jobs[job])
    placed = honest({**problem, 'jobs': [jobs[job] for job in order]})
    output = [0] * len(jobs)
    for machine, job in zip(placed, order):
        output[job] = machine
    return output
