"""Types as schemas: what a program's input and output must be, as a check and as JSON Schema."""

import dataclasses
import sys
import typing

from .plain import is_finite

SAFE_INTEGER = 2**53 - 1
UNION_TYPES = (typing.Union, type(int | None)) if sys.version_info >= (3, 10) else (typing.Union,)


class Untellable(Exception):
    """A type that JSON Schema cannot tell."""


class Misfit(Exception):
    """A value that does not fit: where, and what was expected."""

    def __init__(self, expected, value, path=()):
        super().__init__(expected)
        self.expected, self.value, self.path = expected, value, path

    def text(self):
        if self.expected.startswith('must'):
            return self.expected
        return f'Invalid input: expected {self.expected}, received {kind_of(self.value)}'


class Schema:
    """`parse` gives the value in the problem's own types or raises Misfit; `json` is the JSON Schema."""

    def __init__(self, parse, json):
        self.parse, self.json = parse, json


def schema_of(kind):
    """The schema of a type. Raises Untellable."""
    if isinstance(kind, typing.Hashable) and kind in SIMPLE:
        return SIMPLE[kind]
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _object(kind)
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return _ranged(schema_of(args[0]), args[1:])
    if origin in UNION_TYPES:
        return _union([schema_of(arg) for arg in args])
    if origin is typing.Literal:
        return _literal(args)
    if kind is list or origin is list:
        return _list(schema_of(args[0]) if args else ANYTHING)
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        inner = _list(schema_of(args[0]))
        return Schema(lambda value: tuple(inner.parse(value)), inner.json)
    if origin is tuple:
        return _tuple([schema_of(arg) for arg in args])
    if kind is dict or origin is dict:
        if args and args[0] is not str:
            raise Untellable(f'the keys of {kind} are not str')
        return _dict(schema_of(args[1]) if args else ANYTHING)
    raise Untellable(f'{kind!r} is not a type of plain data')


def kind_of(value):
    """What a value is in JSON."""
    if value is None:
        return 'null'
    if isinstance(value, float) and not is_finite(value):
        return 'Infinity' if value == value else 'NaN'
    kinds = ((bool, 'boolean'), ((int, float), 'number'), (str, 'string'), ((list, tuple), 'array'))
    return next((name for kind, name in kinds if isinstance(value, kind)), 'object')


def _float(value):
    if type(value) is float and value - value == 0:
        return value
    if not is_finite(value):
        raise Misfit('number', value)
    return float(value)


def _int(value):
    if type(value) is not int:
        if not isinstance(value, float) or not is_finite(value):
            raise Misfit('number', value)
        if value != int(value):
            raise Misfit('int', value)
        value = int(value)
    if not -SAFE_INTEGER <= value <= SAFE_INTEGER:
        raise Misfit('must be a safe integer', value)
    return value


def _instance(kind, name):
    def parse(value):
        if not isinstance(value, kind):
            raise Misfit(name, value)
        return value

    return parse


def _list(item):
    def parse(value):
        if not isinstance(value, list):
            raise Misfit('array', value)
        return _members(item.parse, value)

    return Schema(parse, {'type': 'array', 'items': item.json})


def _members(parse, value):
    parsed = []
    try:
        for member in value:
            parsed.append(parse(member))
    except Misfit as misfit:
        raise Misfit(misfit.expected, misfit.value, (len(parsed), *misfit.path)) from None
    return parsed


def _tuple(items):
    def parse(value):
        if not isinstance(value, list):
            raise Misfit('array', value)
        if len(value) != len(items):
            raise Misfit(f'must have {len(items)} items, has {len(value)}', value)
        return tuple(_at(i, item, value[i]) for i, item in enumerate(items))

    return Schema(parse, {'type': 'array', 'prefixItems': [item.json for item in items], 'items': False})


def _at(key, schema, value):
    try:
        return schema.parse(value)
    except Misfit as misfit:
        raise Misfit(misfit.expected, misfit.value, (key, *misfit.path)) from None


def _dict(member):
    def parse(value):
        if not isinstance(value, dict):
            raise Misfit('record', value)
        return {key: _at(key, member, item) for key, item in value.items()}

    return Schema(parse, {'type': 'object', 'propertyNames': {'type': 'string'}, 'additionalProperties': member.json})


def _object(kind):
    hints = typing.get_type_hints(kind, include_extras=True)
    fields = {field.name: schema_of(hints[field.name]) for field in dataclasses.fields(kind) if field.init}
    required = [f.name for f in dataclasses.fields(kind) if f.init and f.default is f.default_factory]

    def parse(value):
        if not isinstance(value, dict):
            raise Misfit('object', value)
        for name in required:
            if name not in value:
                raise Misfit(f'must have "{name}"', value)
        return kind(**{name: _at(name, schema, value[name]) for name, schema in fields.items() if name in value})

    properties = {name: schema.json for name, schema in fields.items()}
    json = {'type': 'object', 'properties': properties, 'required': required, 'additionalProperties': False}
    return Schema(parse, json)


def _union(options):
    def parse(value):
        misfits = []
        for option in options:
            try:
                return option.parse(value)
            except Misfit as misfit:
                misfits.append(misfit)
        raise max(misfits, key=lambda misfit: len(misfit.path))

    return Schema(parse, {'anyOf': [option.json for option in options]})


def _literal(values):
    def parse(value):
        matches = [one for one in values if one == value and isinstance(one, bool) == isinstance(value, bool)]
        if not matches:
            raise Misfit(f'must be one of {", ".join(map(repr, values))}', value)
        return matches[0]

    return Schema(parse, {'enum': list(values)})


def _ranged(schema, marks):
    """`Annotated[int, at_least(0)]`: the same words as for metrics."""
    limits = [mark for mark in marks if getattr(mark, 'kind', None) in ('atMost', 'atLeast')]

    def parse(value):
        parsed = schema.parse(value)
        for limit in limits:
            if limit.kind == 'atLeast' and not parsed >= limit.limit:
                raise Misfit(f'must be at least {limit.limit}', value)
            if limit.kind == 'atMost' and not parsed <= limit.limit:
                raise Misfit(f'must be at most {limit.limit}', value)
        return parsed

    words = {'atLeast': 'minimum', 'atMost': 'maximum'}
    return Schema(parse, {**schema.json, **{words[limit.kind]: limit.limit for limit in limits}})


ANYTHING = Schema(lambda value: value, {})
SIMPLE = {
    float: Schema(_float, {'type': 'number'}),
    int: Schema(_int, {'type': 'integer', 'minimum': -SAFE_INTEGER, 'maximum': SAFE_INTEGER}),
    str: Schema(_instance(str, 'string'), {'type': 'string'}),
    bool: Schema(_instance(bool, 'boolean'), {'type': 'boolean'}),
    None: Schema(_instance(type(None), 'null'), {'type': 'null'}),
    type(None): Schema(_instance(type(None), 'null'), {'type': 'null'}),
    typing.Any: ANYTHING,
}
