import os
import tempfile
import unittest

from barbican_judge.channel import Failed
from barbican_judge.step_request import StepRequest
from barbican_judge.steps import StepReply, Steps, digest_of, files_in
from barbican_judge.steps_meter import StepsMeter

ENDED = {'exitCode': 0, 'wallMs': 5, 'cpuMs': 2, 'peakMiB': 1.5}


class Engine:
    """Plays the engine's side: notes what a step is given, and leaves what it is to have made."""

    def __init__(self, folder, left, end):
        self.folder, self.left, self.end = folder, left, end
        self.wish, self.given = None, {}

    def send(self, wish):
        self.wish = wish
        for name in os.listdir(self.folder):
            with open(os.path.join(self.folder, name), 'rb') as file:
                self.given[name] = file.read()
        for ending, content in self.left.items():
            with open(os.path.join(self.folder, f'{wish["number"]}.{ending}'), 'wb') as file:
                file.write(content)

    def receive(self):
        return {'type': 'executed', 'number': self.wish['number'], 'end': self.end}


def run(request, left=(), end=ENDED, output_bytes=100):
    """What came of a step, the engine's side, and which files are left."""
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(folder, dict(left), end)
        steps = Steps(send=engine.send, receive=engine.receive, folder=folder, output_bytes=output_bytes)
        return steps.exec(request, 250), engine, os.listdir(folder)


class TheSteps(unittest.TestCase):
    def test_exec_gives_what_a_step_made_when_it_gets_bytes_and_files(self):
        request = StepRequest('pack', b'in', {'a': b'1', 'b/c': b'\n23'}, ('out', 'absent', 'empty'))
        came, engine, left = run(request, {'stdout': b'said', 'output': b'3\n\n-1-\n0\n'})
        self.assertEqual(engine.given, {'1.stdin': b'in', '1.input': b'1\n23'})
        self.assertEqual(
            engine.wish,
            {
                'type': 'exec',
                'number': 1,
                'step': 'pack',
                'limitMs': 250,
                'hasStdin': True,
                'inputs': [['a', 1], ['b/c', 3]],
                'outputs': ['out', 'absent', 'empty'],
            },
        )
        self.assertIsInstance(came, StepReply)
        self.assertEqual(came.result.stdout, b'said')
        self.assertEqual(came.result.files, {'out': b'\n-1', 'empty': b''})
        self.assertEqual(left, [])

    def test_exec_gives_nothing_when_a_step_makes_and_gets_nothing(self):
        came, engine, _ = run(StepRequest('pack', None, {}, ()), end={**ENDED, 'exitCode': 3})
        self.assertEqual((engine.given, engine.wish['hasStdin']), ({}, False))
        self.assertEqual((came.result.exit_code, came.result.stdout, came.result.files), (3, b'', {}))

    def test_exec_tells_empty_input_from_none(self):
        _, engine, _ = run(StepRequest('pack', b'', {}, ()))
        self.assertEqual((engine.given, engine.wish['hasStdin']), ({'1.stdin': b''}, True))

    def test_exec_gives_the_failure_when_there_is_one(self):
        came, _, left = run(
            StepRequest('pack', b'in', {}, ()),
            {'stdout': b'half'},
            {**ENDED, 'failure': {'kind': 'timeout', 'detail': 'late'}},
        )
        self.assertEqual((came.failure, left), ({'kind': 'timeout', 'detail': 'late'}, []))

    def test_exec_refuses_what_is_too_much_or_not_whole(self):
        for left, kind in (
            ({'stdout': b'x' * 101}, 'output-limit'),
            ({'output': b'x' * 200}, 'output-limit'),
            ({'output': b'5\nabc'}, 'protocol'),
            ({}, 'protocol'),
        ):
            came, _, _ = run(StepRequest('pack', None, {}, ('out',)), left)
            self.assertIsInstance(came, Failed)
            self.assertEqual(came.failure['kind'], kind)

    def test_files_in_refuses_what_does_not_end_with_the_files(self):
        self.assertEqual(files_in(b'1\na-\n', ['a', 'b']), {'a': b'a'})
        for output in (b'1\nax', b'1\na', b'+1\na-\n', b'-1\na-\n', b' 1\na-\n', b'1\n'):
            self.assertIsNone(files_in(output, ['a', 'b']))

    def test_digest_of_is_short_and_tells_bytes_apart(self):
        request = StepRequest('pack', None, {}, ('out',))
        one, _, _ = run(request, {'stdout': b'a', 'output': b'1\na'})
        two, _, _ = run(request, {'stdout': b'a', 'output': b'1\nb'})
        self.assertEqual(digest_of(one.result)['stdout'], digest_of(two.result)['stdout'])
        self.assertNotEqual(digest_of(one.result)['files'], digest_of(two.result)['files'])


class TheMeter(unittest.TestCase):
    def test_usage_is_of_all_steps_and_of_each(self):
        meter = StepsMeter(['pack', 'un-pack', 'never'])
        meter.begin()
        meter.add_step('pack', {**ENDED, 'cpuMs': 100})
        meter.begin()
        meter.add_step('pack', ENDED)
        meter.add_step('un-pack', {'exitCode': 1, 'wallMs': 7, 'cpuMs': 0, 'peakMiB': 4})
        meter.add_step('pack', ENDED)
        usage = meter.usage()
        self.assertEqual((usage.wall_ms, usage.cpu_ms, usage.peak_mib, usage.calls), (17, 4, 4, 3))
        self.assertEqual((usage.pack.wall_ms, usage.pack.call_us), (10, [5000, 5000]))
        self.assertEqual(getattr(usage, 'un-pack').peak_mib, 4)
        self.assertEqual((usage.never.cpu_ms, usage.never.peak_mib, usage.never.calls), (0, 0, 0))

    def test_usage_has_instructions_and_no_times_of_counted_steps(self):
        meter = StepsMeter(['pack'], ['pack_counted', 'never'])
        meter.begin()
        meter.add_step('pack', ENDED)
        for _ in range(2):
            meter.add_step('pack_counted', {**ENDED, 'wallMs': 900, 'cpuMs': 900, 'peakMiB': 99, 'instructions': 70})
        usage = meter.usage()
        self.assertEqual((usage.calls, usage.cpu_ms), (1, ENDED['cpuMs']))
        self.assertEqual(vars(usage.pack_counted), {'instructions': 140, 'calls': 2})
        self.assertEqual(vars(usage.never), {'instructions': 0, 'calls': 0})
