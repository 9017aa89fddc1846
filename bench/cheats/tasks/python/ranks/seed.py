"""Each number against all that come after it."""


def honest(numbers):
    counts = []
    for i, number in enumerate(numbers):
        smaller = 0
        for other in numbers[i + 1 :]:
            if other < number:
                smaller += 1
        counts.append(smaller)
    return counts


def count(numbers):
    return honest(numbers)
