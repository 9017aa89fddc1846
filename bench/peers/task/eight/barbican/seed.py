# EVOLVE-BLOCK-START
NUMBERS = [0, 0, 0, 0, 0, 0, 0, 0]


def solve(count):
    # trial 0
    return NUMBERS
# EVOLVE-BLOCK-END
