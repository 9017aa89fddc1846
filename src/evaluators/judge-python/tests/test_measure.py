import unittest

from barbican_judge.measure import number_from_samples


class NumberFromSamples(unittest.TestCase):
    def test_is_what_the_other_judge_gives(self):
        samples = [float(x) for x in range(1, 101)]
        for of, direction, expected in (
            ('mean', 'minimize', 50.5),
            ('sum', 'minimize', 5050),
            ('max', 'maximize', 100),
            ('p99', 'minimize', 99),
            ('p50', 'minimize', 50),
            ('p0', 'minimize', 1),
            ('tail95', 'minimize', 98),
            ('tail95', 'maximize', 3),
            ('tail100', 'minimize', 100),
        ):
            self.assertEqual(number_from_samples(samples, of, direction), expected, (of, direction))
        self.assertIsNone(number_from_samples([], 'mean', 'minimize'))
