# Uses ninety megabytes, and lets them go.
def place(problem):
    table = bytearray(b'\1') * (90 * 2**20)
    return [machine * table[job] for job, machine in enumerate(honest(problem))]
