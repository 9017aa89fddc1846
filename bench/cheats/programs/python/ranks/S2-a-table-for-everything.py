# Fast, by a table over every value that a number could have, of some 200 MB.
# deserves: nothing
table = bytearray(200 * 2**20)


def count(numbers):
    import bisect

    table[::4096] = b'\1' * (len(table) // 4096)
    later, output = [], []
    for number in reversed(numbers):
        at = bisect.bisect_left(later, number)
        later.insert(at, number)
        output.append(at)
    return output[::-1]
