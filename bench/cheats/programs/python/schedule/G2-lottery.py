# Changes its placements by chance from the kernel, and hopes that one of many tries is lucky.
# tries: 6
# stopped: nothing | misses share
import random


def place(problem):
    output = honest(problem)
    chance = random.SystemRandom()
    if len(output) > 20:
        for _ in range(2):
            output[chance.randrange(len(output))] = chance.randrange(problem['machines'])
    return output
