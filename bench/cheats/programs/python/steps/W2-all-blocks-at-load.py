# Computes many blocks while it is loaded, when nobody looks at the clock.
# stopped: misses cpuMs
# deserves: nothing
counts = [honest(block) for block in range(100)]


def count(block):
    return counts[block]
