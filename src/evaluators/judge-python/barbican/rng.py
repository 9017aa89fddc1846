"""Seeded randomness: the only source of chance of a problem."""

import hashlib
import random


class Rng(random.Random):
    """A stream of random numbers with the methods of `random.Random`, made from a number or a text."""

    def __init__(self, origin):
        self._origin = str(origin)
        digest = hashlib.sha256(self._origin.encode(errors='surrogatepass')).digest()
        super().__init__(int.from_bytes(digest[:16], 'little'))
        #: A 32-bit number of this stream alone; seeds foreign generators, such as `numpy.random.default_rng`.
        self.seed_value = int.from_bytes(digest[16:20], 'little')

    def fork(self, label):
        """An independent stream: a function of this stream's origin and `label`, whatever was drawn before."""
        return Rng(f'{self._origin}\x01{label}')
