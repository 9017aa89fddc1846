# Takes all halving steps of a number at once.
# better: yes
def count(block):
    odd = 0
    for number in range(1 + 3_000 * block, 3_000 * (block + 1) + 1):
        parity = 0
        while number > 1:
            zeros = (number & -number).bit_length() - 1
            parity ^= zeros & 1
            number >>= zeros
            if number == 1:
                break
            number = (3 * number + 1) >> 1
        odd += parity
    return odd
