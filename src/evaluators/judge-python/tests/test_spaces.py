import unittest

from barbican import Rng, int_, log_int, log_real, one_of, real
from barbican.errors import ConfigError
from barbican_judge.spaces import is_member, is_within, sample


class Sample(unittest.TestCase):
    def test_gives_members_to_both_ends(self):
        rng = Rng('sample')
        for space in (real(0, 1), int_(-2, 2), log_int(1, 5), log_real(0.1, 10), one_of('a', 'b')):
            drawn = [sample(space, rng) for _ in range(2_000)]
            self.assertTrue(all(is_member(value, space) for value in drawn), space)
        self.assertEqual({sample(int_(-2, 2), rng) for _ in range(500)}, {-2, -1, 0, 1, 2})
        self.assertEqual({sample(log_int(1, 5), rng) for _ in range(2_000)}, {1, 2, 3, 4, 5})
        self.assertEqual(sample('fixed', rng), 'fixed')


class IsWithin(unittest.TestCase):
    def test_holds_parts_to_the_whole(self):
        self.assertTrue(is_within(int_(3, 4), int_(2, 5)))
        self.assertTrue(is_within(3, int_(2, 5)))
        self.assertTrue(is_within(one_of('a'), one_of('a', 'b')))
        self.assertFalse(is_within(3.5, int_(2, 5)))
        self.assertFalse(is_within(real(3, 4), int_(2, 5)))
        self.assertFalse(is_within(int_(1, 4), int_(2, 5)))
        self.assertFalse(is_within(True, int_(0, 5)))


class Words(unittest.TestCase):
    def test_refuse_ranges_that_are_none(self):
        for make, said in (
            (lambda: real(2, 1), r'did you mean real\(1, 2\)'),
            (lambda: int_(0.5, 2), 'must be integers'),
            (lambda: log_real(0, 2), 'above 0'),
            (lambda: real(0, float('inf')), 'finite'),
            (lambda: one_of(), 'at least one'),
        ):
            with self.assertRaisesRegex(ConfigError, said):
                make()


class RngFork(unittest.TestCase):
    def test_does_not_depend_on_what_was_drawn(self):
        one, other = Rng(1), Rng(1)
        other.random()
        self.assertEqual(one.fork('a').random(), other.fork('a').random())
        self.assertNotEqual(one.fork('a').random(), one.fork('b').random())
        self.assertEqual(one.seed_value, other.seed_value)
        self.assertLess(one.seed_value, 2**32)
