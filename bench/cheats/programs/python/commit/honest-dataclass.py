# Gives operations of a class of its own.
from dataclasses import dataclass
from typing import Optional


@dataclass
class Operation:
    do: str
    record: Optional[int] = None


def plan(records):
    return [Operation(**op) for op in honest(records)]
