import unittest
from dataclasses import dataclass
from typing import Annotated, Any, Dict, List, Literal, Optional, Tuple, Union

from barbican import at_least, at_most
from barbican_judge.schema import Misfit, Untellable, schema_of


@dataclass
class Point:
    x: float
    y: float = 0.0


@dataclass
class Tree:
    name: str
    parts: List['Tree']


@dataclass
class Path:
    points: List[Point]
    label: Optional[str]


def text_of(kind, value):
    try:
        schema_of(kind).parse(value)
    except Misfit as misfit:
        return '.'.join(map(str, misfit.path)) + ': ' + misfit.text()
    return None


class SchemaOf(unittest.TestCase):
    def test_gives_values_in_the_problems_own_types(self):
        parsed = schema_of(Path).parse({'points': [{'x': 1}, {'x': 2, 'y': 3}], 'label': None})
        self.assertEqual(parsed, Path([Point(1.0), Point(2.0, 3.0)], None))
        self.assertIs(type(parsed.points[0].x), float)
        self.assertEqual(schema_of(Tuple[int, ...]).parse([1, 2.0]), (1, 2))
        self.assertEqual(schema_of(Tuple[int, str]).parse([1, 'a']), (1, 'a'))
        self.assertEqual(schema_of(Dict[str, int]).parse({'a': 1.0}), {'a': 1})
        self.assertEqual(schema_of(Any).parse({'a': [None]}), {'a': [None]})

    def test_takes_whole_floats_for_integers_as_json_does_not_tell_them_apart(self):
        self.assertIs(type(schema_of(int).parse(2.0)), int)
        self.assertIs(type(schema_of(float).parse(2)), float)

    def test_says_where_and_what_when_a_value_does_not_fit(self):
        for kind, value, text in (
            (List[float], ['a'], '0: Invalid input: expected number, received string'),
            (List[float], [1, None], '1: Invalid input: expected number, received null'),
            (float, True, ': Invalid input: expected number, received boolean'),
            (float, float('inf'), ': Invalid input: expected number, received Infinity'),
            (int, 1.5, ': Invalid input: expected int, received number'),
            (int, 2**53, ': must be a safe integer'),
            (str, 1, ': Invalid input: expected string, received number'),
            (Path, {'points': [{}], 'label': 'a'}, 'points.0: must have "x"'),
            (Point, {'x': 1, 'score': 9}, ': must not have "score"'),
            (Tree, {'name': 'a', 'parts': [{'name': 1, 'parts': []}]}, 'parts.0.name: Invalid input: expected string, received number'),
            (Annotated[List[int], at_most(2)], [1, 2, 3], ': must have a length of at most 2'),
            (Annotated[str, at_least(1)], '', ': must have a length of at least 1'),
            (Tuple[int, int], [1], ': must have 2 items, has 1'),
            (Dict[str, int], {'a': 'b'}, 'a: Invalid input: expected number, received string'),
            (Literal['a', 1], True, ": must be one of 'a', 1"),
            (Annotated[int, at_least(0), at_most(9)], -1, ': must be at least 0'),
            (Annotated[int, at_least(0), at_most(9)], 10, ': must be at most 9'),
            (Union[None, List[int]], ['a'], '0: Invalid input: expected number, received string'),
        ):
            self.assertEqual(text_of(kind, value), text, kind)

    def test_tells_json_schema(self):
        self.assertEqual(schema_of(Annotated[float, at_least(0)]).json, {'type': 'number', 'minimum': 0})
        self.assertEqual(
            schema_of(Point).json,
            {
                'type': 'object',
                'properties': {'x': {'type': 'number'}, 'y': {'type': 'number'}},
                'required': ['x'],
                'additionalProperties': False,
            },
        )

    def test_knows_a_dataclass_that_has_itself_inside(self):
        leaf = {'name': 'b', 'parts': []}
        self.assertEqual(schema_of(Tree).parse({'name': 'a', 'parts': [leaf]}), Tree('a', [Tree('b', [])]))
        reference = {'$ref': '#/$defs/Tree'}
        properties = {'name': {'type': 'string'}, 'parts': {'type': 'array', 'items': reference}}
        self.assertEqual(schema_of(Optional[Tree]).json['$defs']['Tree']['properties'], properties)

    def test_refuses_types_that_json_does_not_have(self):
        for kind in (set, complex, Dict[int, str], object, Annotated[bool, at_least(1)], Annotated[Point, at_most(1)]):
            with self.assertRaises(Untellable):
                schema_of(kind)
