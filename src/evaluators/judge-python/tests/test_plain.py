import copy
import json
import unittest
from dataclasses import dataclass

from barbican_judge.faults import known_names, shown
from barbican_judge.plain import freeze, same


@dataclass
class Box:
    items: list


class Freeze(unittest.TestCase):
    def test_gives_what_is_equal_and_cannot_be_changed(self):
        value = {'a': [1, (2, [3])], 'b': Box([4])}
        frozen = freeze(value)
        self.assertEqual(frozen['a'], [1, (2, [3])])
        for change in (
            lambda: frozen['a'].append(1),
            lambda: frozen['a'].sort(),
            lambda: frozen['a'][1][1].pop(),
            lambda: frozen.update(c=1),
            lambda: frozen['b'].items.clear(),
        ):
            with self.assertRaisesRegex(TypeError, 'must not be changed'):
                change()

    def test_gives_copies_that_can_be_changed(self):
        frozen = freeze({'a': [1, 2]})
        for numbers in (list(frozen['a']), frozen['a'][:], copy.copy(frozen['a']), copy.deepcopy(frozen)['a']):
            numbers.append(3)
            self.assertEqual(numbers, [1, 2, 3])
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
