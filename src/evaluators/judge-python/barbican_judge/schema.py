"""Types as schemas: what a program's input and output must be, as a check and as JSON Schema."""

import copy
import dataclasses
import math
import sys
import typing

from .plain import FrozenDict, FrozenList, freeze, frozen_class, is_finite

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
    """`parse` gives the value in the problem's own types, frozen, or raises Misfit; `json` is the JSON Schema."""

    def __init__(self, parse, json):
        self.parse, self.json = parse, json


def schema_of(kind):
    """The schema of a type. Raises Untellable."""
    types = Types()
    schema = types.schema_of(kind)
    return Schema(schema.parse, {**schema.json, '$defs': types.definitions}) if types.definitions else schema


class Types:
    """The types that one schema is made of: a dataclass may have itself inside."""

    def __init__(self):
        self._begun = {}
        #: JSON Schemas of those that have themselves inside, by name.
        self.definitions = {}

    def schema_of(self, kind):
        if isinstance(kind, typing.Hashable) and kind in SIMPLE:
            return SIMPLE[kind]
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            return self._dataclass(kind)
        origin, args = typing.get_origin(kind), typing.get_args(kind)
        if origin is typing.Annotated:
            return _ranged(self.schema_of(args[0]), args[1:])
        if origin in UNION_TYPES:
            return _union([self.schema_of(arg) for arg in args])
        if origin is typing.Literal:
            return _literal(args)
        if kind is list or origin is list:
            return _list(self.schema_of(args[0]) if args else ANYTHING)
        if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
            inner = _list(self.schema_of(args[0]))
            return Schema(lambda value: tuple(inner.parse(value)), inner.json)
        if origin is tuple:
            return _tuple([self.schema_of(arg) for arg in args])
        if kind is dict or origin is dict:
            if args and args[0] is not str:
                raise Untellable(f'the keys of {kind} are not str')
            return _dict(self.schema_of(args[1]) if args else ANYTHING)
        raise Untellable(f'{kind!r} is not a type of plain data')

    def _dataclass(self, kind):
        reference = {'$ref': f'#/$defs/{kind.__name__}'}
        if kind in self._begun:
            self.definitions.setdefault(kind.__name__, None)
            return Schema(lambda value: self._begun[kind].parse(value), reference)
        self._begun[kind] = None
        hints = typing.get_type_hints(kind, include_extras=True)
        fields = {field.name: self.schema_of(hints[field.name]) for field in dataclasses.fields(kind) if field.init}
        made = _object(kind, fields)
        if kind.__name__ not in self.definitions:
            del self._begun[kind]
            return made
        self._begun[kind] = made
        self.definitions[kind.__name__] = made.json
        return Schema(made.parse, reference)


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
    parse_item = item.parse

    def parse(value):
        if not isinstance(value, list):
            raise Misfit('array', value)
        if parse_item is _float and set(map(type, value)) == {float} and math.isfinite(sum(value)):
            return FrozenList(value)
        return _members(parse_item, value)

    return Schema(parse, {'type': 'array', 'items': item.json})


def _members(parse, value):
    parsed = []
    try:
        for member in value:
            parsed.append(parse(member))
    except Misfit as misfit:
        raise Misfit(misfit.expected, misfit.value, (len(parsed), *misfit.path)) from None
    return FrozenList(parsed)


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
        return FrozenDict({key: _at(key, member, item) for key, item in value.items()})

    return Schema(parse, {'type': 'object', 'propertyNames': {'type': 'string'}, 'additionalProperties': member.json})


def _object(kind, fields):
    """A dataclass takes its fields and no others."""
    required = [f.name for f in dataclasses.fields(kind) if f.init and f.default is f.default_factory]
    parsers, make = [(name, schema.parse) for name, schema in fields.items()], _maker(kind)

    def parse(value):
        if not isinstance(value, dict):
            raise Misfit('object', value)
        if value.keys() != fields.keys():
            _check_names(value)
            there = [(name, parse_field) for name, parse_field in parsers if name in value]
            return make(_fields(there, value))
        return make(_fields(parsers, value))

    def _check_names(value):
        for name in required:
            if name not in value:
                raise Misfit(f'must have "{name}"', value)
        for name in value:
            if name not in fields:
                raise Misfit(f'must not have "{name}"', value)

    properties = {name: schema.json for name, schema in fields.items()}
    json = {'type': 'object', 'properties': properties, 'required': required, 'additionalProperties': False}
    return Schema(parse, json)


def _fields(parsers, value):
    parsed = {}
    try:
        for name, parse in parsers:
            parsed[name] = parse(value[name])
    except Misfit as misfit:
        raise Misfit(misfit.expected, misfit.value, (name, *misfit.path)) from None
    return parsed


def _maker(kind):
    """Makes a frozen instance of a dataclass from its fields, which are frozen already."""
    if hasattr(kind, '__post_init__'):
        # It may change what it is given.
        return lambda fields: freeze(kind(**copy.deepcopy(fields)))
    frozen, names = frozen_class(kind), kind.__dataclass_fields__
    if frozen is kind or not kind.__dictoffset__:
        return lambda fields: freeze(kind(**fields))

    def make(fields):
        if len(fields) != len(names):
            return freeze(kind(**fields))
        made = object.__new__(frozen)
        object.__setattr__(made, '__dict__', fields)
        return made

    return make


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
    """`Annotated[int, at_least(0)]`: the same words as for metrics; of a text or a list they are about its length."""
    limits = [mark for mark in marks if getattr(mark, 'kind', None) in ('atMost', 'atLeast')]
    words = RANGE_WORDS.get(schema.json.get('type'))
    if limits and words is None:
        raise Untellable('at_least(…) and at_most(…) are for numbers, texts and lists')
    is_number = schema.json.get('type') in ('number', 'integer')

    def parse(value):
        parsed = schema.parse(value)
        size, what = (parsed, 'be') if is_number else (len(parsed), 'have a length of')
        for limit in limits:
            if limit.kind == 'atLeast' and not size >= limit.limit:
                raise Misfit(f'must {what} at least {limit.limit}', value)
            if limit.kind == 'atMost' and not size <= limit.limit:
                raise Misfit(f'must {what} at most {limit.limit}', value)
        return parsed

    return Schema(parse, {**schema.json, **{words[limit.kind]: limit.limit for limit in limits}})


RANGE_WORDS = {
    'number': {'atLeast': 'minimum', 'atMost': 'maximum'},
    'integer': {'atLeast': 'minimum', 'atMost': 'maximum'},
    'string': {'atLeast': 'minLength', 'atMost': 'maxLength'},
    'array': {'atLeast': 'minItems', 'atMost': 'maxItems'},
}
ANYTHING = Schema(freeze, {})
SIMPLE = {
    float: Schema(_float, {'type': 'number'}),
    int: Schema(_int, {'type': 'integer', 'minimum': -SAFE_INTEGER, 'maximum': SAFE_INTEGER}),
    str: Schema(_instance(str, 'string'), {'type': 'string'}),
    bool: Schema(_instance(bool, 'boolean'), {'type': 'boolean'}),
    None: Schema(_instance(type(None), 'null'), {'type': 'null'}),
    type(None): Schema(_instance(type(None), 'null'), {'type': 'null'}),
    typing.Any: ANYTHING,
}
