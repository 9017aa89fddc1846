"""Checks of what a problem says, part by part; each raises a Fault that names the key."""

import inspect
import re

from .faults import Fault, known_names, shown
from .plain import is_finite, number_of
from .schema import kind_of

REQUIRED = object()


class At:
    """A place in the problem."""

    def __init__(self, file, key=''):
        self.file, self.key = file, key

    def member(self, name):
        return At(self.file, f'{self.key}.{name}' if self.key else str(name))

    def fault(self, message, value=REQUIRED, hint=None):
        return Fault(
            self.file, message, key=self.key, value=None if value is REQUIRED else shown(value), hint=hint
        )

    def wrong(self, expected, value):
        return self.fault(f'must be {expected}, received {received(value)}', value)


def received(value):
    return 'function' if callable(value) else kind_of(value)


def text(value, at):
    if not isinstance(value, str):
        raise at.wrong('string', value)
    if value == '':
        raise at.fault('must not be empty', value)
    return value


def named(pattern, what):
    """A check for texts of one form."""

    def check(value, at):
        if not re.fullmatch(pattern, text(value, at)):
            raise at.fault(f'must be {what}', value)
        return value

    return check


def number(value, at):
    plain = number_of(value)
    if plain is None or not is_finite(plain):
        raise at.wrong('number', value)
    return plain


def positive(value, at):
    if number(value, at) <= 0:
        raise at.fault('must be above 0', value)
    return number(value, at)


def count(value, at):
    plain = number(value, at)
    if plain != int(plain):
        raise at.wrong('int', value)
    if plain < 1:
        raise at.fault('must be at least 1', value)
    return int(plain)


def share(value, at):
    """'2%' or 0.02, as a number."""
    if isinstance(value, str) and re.fullmatch(r'\d+(\.\d+)?%', value):
        return float(value[:-1]) / 100
    plain = None if isinstance(value, str) else number_of(value)
    if plain is None or not is_finite(plain) or plain < 0:
        raise at.fault("must be a share such as '2%'", value)
    return plain


def param_value(value, at):
    """The value of one parameter of a workload."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise at.fault('must be a text or a number', value)
    return value


def mapping(value, at):
    if not isinstance(value, dict):
        raise at.wrong('dict', value)
    for name in value:
        if not isinstance(name, str):
            raise at.fault('must have names that are texts', name)
    return value


def record(shape, value, at, optional=()):
    """The members that `shape` has checks for, by name; others are refused."""
    members = mapping(value, at)
    for name in members:
        if name not in shape:
            raise at.member(name).fault('is not a key that a problem has', hint=known_names(name, shape))
    for name in shape:
        if name not in members and name not in optional:
            raise at.member(name).fault('is missing', hint='it must be a number')
    return {name: shape[name](members[name], at.member(name)) for name in shape if name in members}


def sequence(item, value, at):
    if isinstance(value, str) or not isinstance(value, (list, tuple)):
        raise at.wrong('list', value)
    return tuple(item(one, at.member(i)) for i, one in enumerate(value))


def instance(kind, message):
    """A check for what one of the words gives."""

    def check(value, at):
        if not isinstance(value, kind):
            raise at.fault(message, value)
        return value

    return check


def function(given, value, at):
    """A function of the problem, called by name with what it takes of `given`."""
    if not callable(value):
        raise at.fault('must be a function', value)
    try:
        parameters = inspect.signature(value).parameters.values()
    except (TypeError, ValueError):
        return value
    if any(one.kind is one.VAR_KEYWORD for one in parameters):
        return value
    if any(one.kind is one.POSITIONAL_ONLY for one in parameters):
        raise at.fault('must take what it is given by name', hint=f'it is given {", ".join(given)}')
    taken = [one.name for one in parameters if one.kind is not one.VAR_POSITIONAL]
    for one in parameters:
        if one.name in taken and one.name not in given and one.default is one.empty:
            raise at.fault(f'takes "{one.name}", which it is not given', hint=known_names(one.name, given))
    wanted = tuple(name for name in taken if name in given)
    if wanted == tuple(given):
        return value
    return lambda **all_given: value(**{name: all_given[name] for name in wanted})
