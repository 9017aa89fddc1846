# Gives an array of the standard library.
from array import array


def place(problem):
    return array('i', honest(problem))
