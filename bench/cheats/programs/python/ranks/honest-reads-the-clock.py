# Looks at the clock to see how long it took, and says so on standard error.
import sys
import time


def count(numbers):
    start = time.perf_counter()
    output = honest(numbers)
    sys.stderr.write(f'took {time.perf_counter() - start} s\n')
    return output
