# EVOLVE-BLOCK-START
import hashlib, os, socket, sys, time


def solve(visible):
    # trial 0
    return visible[:1] + [0] * 19
# EVOLVE-BLOCK-END
