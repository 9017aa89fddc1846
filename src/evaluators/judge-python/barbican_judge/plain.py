"""Plain data: its JSON, its frozen copy, and when two of them are the same."""

import math


class FrozenList(list):
    """A list that nobody may change; copies of it can be changed."""

    def _refuse(self, *_, **__):
        raise TypeError('it must not be changed: change a copy, such as list(x)')

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = extend = insert = pop = remove = clear = sort = reverse = _refuse

    def __reduce_ex__(self, _protocol):
        return (list, (list(self),))


class FrozenDict(dict):
    """A dict that nobody may change; copies of it can be changed."""

    def _refuse(self, *_, **__):
        raise TypeError('it must not be changed: change a copy, such as dict(x)')

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce_ex__(self, _protocol):
        return (dict, (dict(self),))


def is_dataclass_instance(value):
    return hasattr(value, '__dataclass_fields__') and not isinstance(value, type)


def is_array(value):
    """Whether it is an array such as numpy's."""
    return hasattr(value, 'tolist') and hasattr(value, 'setflags')


def freeze(value):
    """A copy through and through that the problem's own functions cannot change; arrays are frozen in place."""
    if type(value) in (str, int, float, bool, type(None), FrozenList, FrozenDict):
        return value
    if isinstance(value, list):
        return FrozenList([freeze(item) for item in value])
    if isinstance(value, dict):
        return FrozenDict({key: freeze(member) for key, member in value.items()})
    if type(value) is tuple:
        return tuple([freeze(item) for item in value])
    if is_array(value):
        value.setflags(write=False)
    elif is_dataclass_instance(value):
        for name in value.__dataclass_fields__:
            object.__setattr__(value, name, freeze(getattr(value, name)))
    return value


def as_json(value):
    """What the JSON of a value is where Python's own encoder knows none; for `json.dumps(default=…)`."""
    if hasattr(value, 'tolist'):
        return value.tolist()
    if is_dataclass_instance(value):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    raise TypeError(f'a {type(value).__name__} is not plain data')


def number_of(value):
    """A plain number of any kind as Python's own, or None: a bool is no number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return value
    if hasattr(value, 'item') and getattr(value, 'shape', None) == ():
        return number_of(value.item())
    return None


def is_finite(value):
    """Whether it is one of Python's own numbers, and finite."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def truth_of(value):
    """True or False if it is a truth of any kind, else None."""
    if isinstance(value, bool):
        return value
    if type(value).__name__ in ('bool', 'bool_') and hasattr(value, 'item'):
        return bool(value)
    return None


def same(a, b):
    """Whether two values are equal through and through; not-a-number equals itself."""
    if is_array(a) or is_array(b):
        return type(a) is type(b) and a.dtype == b.dtype and same(a.tolist(), b.tolist())
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    for kind in (list, tuple):
        if isinstance(a, kind):
            return isinstance(b, kind) and len(a) == len(b) and all(map(same, a, b))
    if is_dataclass_instance(a):
        return type(a) is type(b) and all(same(getattr(a, n), getattr(b, n)) for n in a.__dataclass_fields__)
    if isinstance(a, float) and isinstance(b, float) and a != a:
        return b != b
    return bool(a == b)
