import unittest
from types import SimpleNamespace

from barbican import Problem, command, int_, maximize, region
from barbican_judge.definition import read_problem
from barbican_judge.faults import Fault
from barbican_judge.step_request import step_request

SAID = {'edit': ['src'], 'build': 'make', 'steps': {'pack': './pack'}}


def problem(limits=(), drives=True, **said):
    made = Problem(
        'packing',
        'Pack bytes.',
        program=command('./tree', **{**SAID, **said}),
        limits={'workload_ms': 100, 'memory_mib': 64, **dict(limits)},
        params={'bytes': int_(1, 9)},
        regimes={'all': region()},
        metrics={'ratio': maximize('ratio')},
        objectives=['ratio'],
        baselines={'runs': './runs'},
    )
    made.generate(lambda params: bytes(params['bytes']))
    made.measure(lambda output: {'ratio': output})
    if drives:
        made.drive(lambda workload, program: program.exec('pack', stdin=workload))
    return read_problem(made, 'problem.py', '/p')


class Stated(unittest.TestCase):
    def fault(self, work, *given, **by_name):
        with self.assertRaises(Fault) as caught:
            work(*given, **by_name)
        return caught.exception

    def test_read_problem_gives_what_describe_says_of_a_command(self):
        read = problem({'build_ms': 7}, tests=('make test',))
        self.assertEqual(read.command, {**SAID, 'tests': ['make test'], 'buildMs': 7})
        self.assertEqual((read.kind, read.entry, read.modules, read.input.json), ('command', '', (), {}))
        self.assertNotIn('buildMs', read.limits)
        self.assertEqual(problem().command['buildMs'], 60_000)

    def test_read_problem_names_key_and_remedy_when_a_command_is_wrong(self):
        for said, key, says in (
            ({'edit': []}, 'program.edit', 'must name at least one path'),
            ({'edit': 'src'}, 'program.edit', 'must be list, received string'),
            ({'edit': ['a/../../b']}, 'program.edit.0', 'must be a path from the folder of the tree'),
            ({'edit': ['..']}, 'program.edit.0', 'must be a path from the folder of the tree'),
            ({'edit': ['/a']}, 'program.edit.0', 'must be a path from the folder of the tree'),
            ({'build': None}, 'program.build', 'must be string'),
            ({'steps': {}}, 'program.steps', 'must name at least one step'),
            ({'steps': ['./pack']}, 'program.steps', 'must be dict'),
            ({'steps': {'peak_mib': 'x'}}, 'program.steps.peak_mib', 'must have another name'),
            ({'tests': 'make test'}, 'program.tests', 'must be list'),
            ({'counted': {'pack': './pack'}}, 'program.counted.pack', 'must have another name'),
            ({'counted': {'calls': './pack'}}, 'program.counted.calls', 'must have another name'),
            ({'counted': './pack'}, 'program.counted', 'must be dict'),
            ({'limits': {'build_ms': 0}}, 'limits.build_ms', 'must be above 0'),
            ({'drives': False}, 'drive', "'command' has no default"),
        ):
            fault = self.fault(problem, **said)
            self.assertEqual(fault.key, key)
            self.assertIn(says, fault.message)

    def test_command_refuses_what_it_does_not_know_and_misses_what_it_needs(self):
        for said in ({'test': []}, {'memory': 'none'}):
            self.assertRaises(TypeError, command, './tree', **SAID, **said)
        self.assertRaises(TypeError, command, './tree', edit=['src'], steps={'pack': './pack'})


class Asked(unittest.TestCase):
    PROBLEM = SimpleNamespace(file='problem.py', command=SAID)

    def test_step_request_copies_what_may_change(self):
        content = bytearray(b'in')
        request = step_request(self.PROBLEM, 'pack', {'stdin': content, 'files': {'a/b c': memoryview(content)}, 'take': ['x']})
        content[:] = b'no'
        self.assertEqual((request.stdin, request.files, request.take), (b'in', {'a/b c': b'in'}, ('x',)))

    def test_step_request_takes_none_for_what_is_absent(self):
        request = step_request(self.PROBLEM, 'pack', {'stdin': None, 'files': None, 'take': None})
        self.assertEqual((request.stdin, request.files, request.take), (None, {}, ()))

    def test_step_request_names_key_and_remedy_when_a_wish_is_wrong(self):
        for step, options, key, says in (
            ('pakc', {}, '', 'names a step that does not exist'),
            (None, {}, '', 'names a step that does not exist'),
            ('pack', {'stdni': b''}, '.stdni', 'is not a key that a problem has'),
            ('pack', {'stdin': 'text'}, '.stdin', 'must be bytes'),
            ('pack', {'files': [b'']}, '.files', 'must be dict'),
            ('pack', {'files': {'a': 'text'}}, '.files.a', 'must be bytes'),
            ('pack', {'files': {'a/../b': b''}}, '.files.a/../b', 'must be a path'),
            ('pack', {'take': 'out'}, '.take', 'must be list'),
            ('pack', {'take': ['a', '/b']}, '.take.1', 'must be a path'),
            ('pack', {'take': ['a\nb']}, '.take.0', 'must be a path'),
            ('pack', {'take': ['é']}, '.take.0', 'must be a path'),
        ):
            with self.assertRaises(Fault) as caught:
                step_request(self.PROBLEM, step, options)
            self.assertEqual(caught.exception.key, f'drive: program.exec{key}')
            self.assertIn(says, caught.exception.message)
