# Fast where there are many numbers, and a hundred times slower where there are few.
# stopped: misses cpuMs
# deserves: nothing
def count(numbers):
    import bisect

    if len(numbers) < 60:
        sum(1 for _ in range(2_000_000))
    later, output = [], []
    for number in reversed(numbers):
        at = bisect.bisect_left(later, number)
        later.insert(at, number)
        output.append(at)
    return output[::-1]
