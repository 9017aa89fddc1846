"""What an invariant finds, and what no program can do better than."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Violated:
    """A broken invariant, with what to show. Never true."""

    why: str
    example: object = None

    def __bool__(self):
        return False


@dataclass(frozen=True)
class Bound:
    """What no program can do better than, in the metric's unit."""

    kind: str
    value: object


def violated(why, example=None):
    """An invariant's verdict: it is broken, and how. `example` is a piece of the output or workload that shows it."""
    return Violated(why, example)


def exact(value):
    """The best value that can be reached."""
    return Bound('exact', value)


def relaxed(value):
    """A value that no program can better, of a relaxed problem."""
    return Bound('relaxed', value)
