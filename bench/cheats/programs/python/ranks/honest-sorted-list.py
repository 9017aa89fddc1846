# Inserts into a sorted list, from the end.
# better: yes
from bisect import bisect_left


def count(numbers):
    later, output = [], []
    for number in reversed(numbers):
        at = bisect_left(later, number)
        later.insert(at, number)
        output.append(at)
    return output[::-1]
