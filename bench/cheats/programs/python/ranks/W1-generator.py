# Gives a generator, which works while it is read.
# stopped: failed crash
def count(numbers):
    yield from honest(numbers)
