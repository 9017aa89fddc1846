"""Sampling a space of parameters, and who is a member of it."""

from barbican.space import ChoiceSpace, NumberSpace


def is_space(part):
    return isinstance(part, (ChoiceSpace, NumberSpace))


def sample(space, rng):
    """One value of a space; a value stands for itself."""
    if not is_space(space):
        return space
    if isinstance(space, ChoiceSpace):
        return space.items[rng.randrange(len(space.items))]
    lo, hi = space.lo, space.hi
    if space.word == 'int_':
        return rng.randint(int(lo), int(hi))
    if space.word == 'real':
        return lo + rng.random() * (hi - lo)
    if space.word == 'log_real':
        return min(hi, lo * (hi / lo) ** rng.random())
    drawn = round((lo - 0.5) * ((hi + 0.5) / (lo - 0.5)) ** rng.random())
    return int(min(hi, max(lo, drawn)))


def is_member(value, space):
    """Whether `value` lies in `space`."""
    if not is_space(space):
        return value == space
    if isinstance(space, ChoiceSpace):
        return value in space.items
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not space.lo <= value <= space.hi:
        return False
    return not space.integral or value == int(value)


def is_within(part, whole):
    """Whether every value of `part` lies in `whole`."""
    if not is_space(part):
        return is_member(part, whole)
    if isinstance(part, ChoiceSpace):
        return all(is_member(item, whole) for item in part.items)
    if not isinstance(whole, NumberSpace):
        return False
    return part.lo >= whole.lo and part.hi <= whole.hi and (part.integral or not whole.integral)
