"""What a parameter of a workload can be: sampled directly, tested for membership."""

import math
from dataclasses import dataclass

from .errors import ConfigError


@dataclass(frozen=True)
class NumberSpace:
    """A range of numbers, both ends included."""

    word: str
    lo: float
    hi: float

    @property
    def integral(self):
        return self.word in ('int_', 'log_int')

    def __str__(self):
        return f'{self.word}({self.lo}, {self.hi})'


@dataclass(frozen=True)
class ChoiceSpace:
    """A list of values, each as likely as the others."""

    items: tuple

    def __str__(self):
        return f'one_of({", ".join(map(repr, self.items))})'


def real(lo, hi):
    """Any number in [lo, hi], uniformly."""
    return _number_space('real', lo, hi)


def int_(lo, hi):
    """Any integer in [lo, hi], uniformly. The underscore keeps Python's own `int`."""
    return _number_space('int_', lo, hi)


def log_int(lo, hi):
    """Any integer in [lo, hi], uniformly in its logarithm."""
    return _number_space('log_int', lo, hi)


def log_real(lo, hi):
    """Any number in [lo, hi], uniformly in its logarithm."""
    return _number_space('log_real', lo, hi)


def one_of(*items):
    """One of these values, each as likely as the others."""
    if not items:
        raise ConfigError('Cannot make one_of() as it has no value: give at least one')
    return ChoiceSpace(items)


def _number_space(word, lo, hi):
    said = f'{word}({lo!r}, {hi!r})'
    if not all(isinstance(end, (int, float)) and math.isfinite(end) for end in (lo, hi)):
        raise ConfigError(f'Cannot make {said} as both ends must be finite numbers')
    if lo > hi:
        raise ConfigError(f'Cannot make {said} as it is empty: did you mean {word}({hi!r}, {lo!r})?')
    space = NumberSpace(word, lo, hi)
    if space.integral and not (lo == int(lo) and hi == int(hi)):
        raise ConfigError(f'Cannot make {said} as both ends must be integers')
    if word.startswith('log') and lo <= 0:
        raise ConfigError(f'Cannot make {said} as a logarithmic range must begin above 0')
    return space
