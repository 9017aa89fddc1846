# Computes many blocks while it is loaded, when nobody looks at the clock.
# stopped: nothing | misses cpuMs | misses wallMs
# deserves: nothing
counts = [honest(block) for block in range(100)]


def count(block):
    return counts[block]
