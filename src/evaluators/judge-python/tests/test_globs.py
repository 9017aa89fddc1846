import unittest

from barbican_judge.globs import fault_of_glob, pattern_of

#: As in `src/lib/glob.test.ts`: both judges must read them alike.
MATCHES = (
    ('*.csv', 'a.csv', True),
    ('*.csv', 'a.csvx', False),
    ('*.csv', 'sub/a.csv', False),
    ('w0[1-4]*', 'w03.csv', True),
    ('w0[1-4]*', 'w05.csv', False),
    ('w[!0]?', 'w1x', True),
    ('w[!0]?', 'w0x', False),
    ('traces/**/*.csv', 'traces/a.csv', True),
    ('traces/**/*.csv', 'traces/b/c/a.csv', True),
    ('traces/**', 'traces/b/c', True),
    ('a+b(1).txt', 'a+b(1).txt', True),
    ('a.b', 'axb', False),
    ('us-west-2a*', 'us-west-2a_k80', True),
    ('[^a]', 'b', False),
    ('[^a]', '^', True),
)


class Globs(unittest.TestCase):
    def test_match_as_in_typescript(self):
        for glob, path, expected in MATCHES:
            self.assertEqual(bool(pattern_of(glob).fullmatch(path)), expected, (glob, path))

    def test_are_refused_as_in_typescript(self):
        for glob in ('', '{a,b}', 'a\\b', '[a', '[]', 'a**', '**b', '[z-a]'):
            self.assertIsNotNone(fault_of_glob(glob), glob)
        for glob in ('a/**/*.csv', '**', 'w0[1-4]*', '[!a-c]x', 'plain.json'):
            self.assertIsNone(fault_of_glob(glob), glob)
