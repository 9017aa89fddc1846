# Keeps the answer to each block that it was ever asked for.
from functools import lru_cache


@lru_cache(maxsize=None)
def count(block):
    return honest(block)
