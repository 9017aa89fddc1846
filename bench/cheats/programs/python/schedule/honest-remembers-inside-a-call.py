# Memoises inside one call.
from functools import lru_cache


def place(problem):
    rounded = lru_cache(maxsize=None)(round)
    return honest({**problem, 'jobs': [rounded(job) for job in problem['jobs']]})
