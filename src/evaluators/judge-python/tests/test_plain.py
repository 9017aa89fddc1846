import copy
import dataclasses
import json
import pickle
import unittest
from dataclasses import dataclass

from barbican_judge.faults import known_names, shown
from barbican_judge.plain import freeze, same


@dataclass
class Box:
    items: list


@dataclass(frozen=True)
class Pair:
    a: list


@dataclass
class Slotted:
    __slots__ = ('a',)
    a: int


@dataclass(eq=False)
class Node:
    n: int


class Freeze(unittest.TestCase):
    def test_gives_bytes_for_bytes_that_could_be_changed(self):
        frozen = freeze({'a': bytearray(b'x'), 'b': [b'y']})
        self.assertEqual(frozen, {'a': b'x', 'b': [b'y']})
        self.assertIsInstance(frozen['a'], bytes)

    def test_gives_what_is_equal_and_cannot_be_changed(self):
        value = {'a': [1, (2, [3])], 'b': Box([4]), 'c': {5}, 'd': Pair([6]), 'e': Slotted(7)}
        frozen = freeze(value)
        self.assertEqual(frozen, {'a': [1, (2, [3])], 'b': Box([4]), 'c': {5}, 'd': Pair([6]), 'e': Slotted(7)})
        self.assertEqual(Box([4]), frozen['b'])
        self.assertNotEqual(frozen['b'], Box([5]))
        self.assertIsInstance(frozen['b'], Box)
        self.assertEqual(repr(frozen['b']), 'Box(items=[4])')
        self.assertEqual(freeze(frozen), frozen)
        self.assertEqual(len({freeze(Node(1)), freeze(Node(1))}), 2)
        for change in (
            lambda: frozen['a'].append(1),
            lambda: frozen['a'].sort(),
            lambda: frozen['a'][1][1].pop(),
            lambda: frozen.update(c=1),
            lambda: frozen['b'].items.clear(),
            lambda: setattr(frozen['b'], 'items', []),
            lambda: delattr(frozen['b'], 'items'),
            lambda: frozen['c'].add(1),
            lambda: frozen['c'].__ior__({1}),
            lambda: frozen['d'].a.append(1),
            lambda: setattr(frozen['e'], 'a', 1),
        ):
            with self.assertRaisesRegex(TypeError, 'must not be changed'):
                change()

    def test_gives_copies_that_can_be_changed(self):
        frozen = freeze({'a': [1, 2]})
        for numbers in (list(frozen['a']), frozen['a'][:], copy.copy(frozen['a']), copy.deepcopy(frozen)['a']):
            numbers.append(3)
            self.assertEqual(numbers, [1, 2, 3])
        box = freeze(Box([1]))
        for changed in (dataclasses.replace(box), copy.copy(box), copy.deepcopy(box)):
            changed.items = list(changed.items) + [2]
            self.assertEqual(changed, Box([1, 2]))
        self.assertEqual(box, Box([1]))
        self.assertEqual(pickle.loads(pickle.dumps(box)), box)
        self.assertEqual(dataclasses.asdict(box), {'items': [1]})
        self.assertEqual(dict(frozen, b=1), {'a': [1, 2], 'b': 1})
        self.assertEqual(json.dumps(frozen), '{"a": [1, 2]}')


class Same(unittest.TestCase):
    def test_compares_through_and_through(self):
        nan = float('nan')
        self.assertTrue(same({'a': [nan, 1], 'b': Box([1])}, {'b': Box([1]), 'a': [nan, 1]}))
        self.assertFalse(same([1, 2], (1, 2)))
        self.assertFalse(same({'a': 1}, {'a': 1, 'b': 2}))
        self.assertFalse(same(Box([1]), Box([2])))


class Shown(unittest.TestCase):
    def test_is_one_short_line(self):
        self.assertEqual(shown(['a', None, 1.5]), '["a",null,1.5]')
        self.assertEqual(shown(None), 'None')
        self.assertEqual(shown({1, 1}), '"{1}"')
        self.assertEqual(shown(print), 'a function')
        self.assertEqual(len(shown('x' * 500)), 200)


class KnownNames(unittest.TestCase):
    def test_names_the_nearest_or_all(self):
        self.assertEqual(known_names('mesure', ['generate', 'measure']), 'did you mean "measure"?')
        self.assertEqual(known_names('x', ['generate', 'measure']), 'known are generate, measure')
        self.assertEqual(known_names('x', []), 'there are none')
