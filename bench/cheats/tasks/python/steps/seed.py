"""Each number's path, step by step."""


def honest(block):
    count = 0
    for number in range(1 + 3_000 * block, 3_000 * (block + 1) + 1):
        steps = 0
        while number > 1:
            number = 3 * number + 1 if number % 2 else number // 2
            steps += 1
        count += steps % 2
    return count


def count(block):
    return honest(block)
