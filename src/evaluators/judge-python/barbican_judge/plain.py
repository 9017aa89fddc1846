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


class FrozenSet(set):
    """A set that nobody may change; copies of it can be changed."""

    def _refuse(self, *_, **__):
        raise TypeError('it must not be changed: change a copy, such as set(x)')

    __iand__ = __ior__ = __isub__ = __ixor__ = _refuse
    add = clear = discard = pop = remove = update = _refuse
    difference_update = intersection_update = symmetric_difference_update = _refuse

    def __reduce_ex__(self, _protocol):
        return (set, (set(self),))


def frozen_class(kind):
    """The same dataclass, of which nobody may change an instance; copies of one are of the class itself.

    None if nobody may change an instance of `kind` itself, and it has been frozen.
    """
    if kind not in FROZEN:
        FROZEN[kind] = kind if kind.__dataclass_params__.frozen else _frozen_class(kind)
        FROZEN.setdefault(FROZEN[kind], None)
    return FROZEN[kind]


#: The frozen class by the class itself.
FROZEN = {}


def _frozen_class(kind):
    names = tuple(kind.__dataclass_fields__)

    def refuse(self, name, *_):
        raise TypeError(f'"{name}" must not be changed: change a copy, such as dataclasses.replace(x, {name}=…)')

    def is_equal(self, other):
        return isinstance(other, kind) and all(getattr(self, name) == getattr(other, name) for name in names)

    members = {
        '__slots__': (),
        '__setattr__': refuse,
        '__delattr__': refuse,
        '__new__': lambda _, *values, **by_name: kind(*values, **by_name),
        '__reduce_ex__': lambda self, _: (_copy_of, (kind, {name: getattr(self, name) for name in names})),
        '__module__': kind.__module__,
        '__qualname__': kind.__qualname__,
    }
    if kind.__dataclass_params__.eq:
        members.update(__eq__=is_equal, __hash__=kind.__hash__)
    return type(kind.__name__, (kind,), members)


def _copy_of(kind, values):
    made = object.__new__(kind)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made


# As Python's own errors call them.
FrozenList.__name__, FrozenDict.__name__, FrozenSet.__name__ = 'list', 'dict', 'set'
UNCHANGEABLE = frozenset((str, int, float, bool, type(None), FrozenList, FrozenDict))


def is_dataclass_instance(value):
    return hasattr(value, '__dataclass_fields__') and not isinstance(value, type)


def is_array(value):
    """Whether it is an array such as numpy's."""
    return hasattr(value, 'tolist') and hasattr(value, 'setflags')


def freeze(value):
    """A copy through and through that the problem's own functions cannot change; arrays and dataclasses in place."""
    kind = type(value)
    if kind in UNCHANGEABLE:
        return value
    if kind is list or isinstance(value, list):
        return FrozenList([item if type(item) in UNCHANGEABLE else freeze(item) for item in value])
    if is_dataclass_instance(value):
        _freeze_instance(value)
    elif isinstance(value, dict):
        return FrozenDict({key: freeze(member) for key, member in value.items()})
    elif kind is tuple:
        return tuple([freeze(item) for item in value])
    elif kind is set:
        return FrozenSet(value)
    elif kind is bytearray:
        return bytes(value)
    elif is_array(value):
        value.setflags(write=False)
    return value


def _freeze_instance(instance):
    frozen = frozen_class(type(instance))
    if frozen is None:
        return
    for name in frozen.__dataclass_fields__:
        value = getattr(instance, name, None)
        if type(value) not in UNCHANGEABLE:
            object.__setattr__(instance, name, freeze(value))
    if frozen is not type(instance):
        try:
            object.__setattr__(instance, '__class__', frozen)
        except TypeError:
            pass  # Its memory is laid out in a way of its own; the purity checks see a change of it.


def as_json(value):
    """What the JSON of a value is where Python's own encoder knows none; for `json.dumps(default=…)`."""
    if is_dataclass_instance(value):
        fields, members = value.__dataclass_fields__, getattr(value, '__dict__', None)
        if members is not None and members.keys() == fields.keys():
            return members
        return {name: getattr(value, name) for name in fields}
    if hasattr(value, 'tolist'):
        return value.tolist()
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
