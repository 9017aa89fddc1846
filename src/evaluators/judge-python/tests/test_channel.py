import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from barbican_judge.channel import Failed, Gone, ProgramChannel, Reply
from barbican_judge.watchdog import Watchdog


#: Waits for a program that never answers; its parent holds the other end of its standard input.
WAITS = '''
import json, sys
from barbican_judge.channel import ProgramChannel
from barbican_judge.watchdog import Watchdog
ProgramChannel(json.loads(sys.argv[1]), 'n', 10, Watchdog(0)).ready(60_000)
sys.exit('It was answered')
'''


def frame(value):
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return len(body).to_bytes(4, 'little') + body


class Channel(unittest.TestCase):
    """A thread plays the program: `plays(send, receive)`."""

    def exchange(self, plays, limit_ms=5_000, inputs=(1,)):
        with tempfile.TemporaryDirectory() as folder:
            paths = {'requestPath': f'{folder}/request', 'replyPath': f'{folder}/reply'}
            for path in paths.values():
                os.mkfifo(path)
            held = [os.open(path, os.O_RDWR) for path in paths.values()]

            def receive():
                size = int.from_bytes(os.read(held[0], 4), 'little')
                text = b''
                while len(text) < size:
                    text += os.read(held[0], size - len(text))
                return json.loads(text)

            def play():
                for word in ('begun', 'ready'):
                    os.write(held[1], frame({'nonce': 'n', word: True}))
                try:
                    plays(lambda value: os.write(held[1], frame(value)), receive)
                except OSError:
                    pass  # The judge has left.

            thread = threading.Thread(target=play)
            thread.start()
            channel = ProgramChannel(paths, 'n', 2_000, Watchdog(os.pipe()[0]))
            self.assertIsInstance(channel.ready(5_000), Reply)
            answer = channel.exchange(list(inputs), limit_ms)
            thread.join()
            channel.close()
            for descriptor in held:
                os.close(descriptor)
            return answer

    def failure(self, plays, **options):
        answer = self.exchange(plays, **options)
        self.assertIsInstance(answer, Failed)
        return answer.failure

    def test_gives_the_outputs_when_the_reply_is_of_this_request(self):
        def plays(send, receive):
            request = receive()
            send({'nonce': 'n', 'id': request['id'], 'outputs': [2 * x for x in request['inputs']]})

        self.assertEqual(self.exchange(plays, inputs=(1, 2)).outputs, [2, 4])

    def test_sends_more_than_a_pipe_holds(self):
        def plays(send, receive):
            request = receive()
            send({'nonce': 'n', 'id': request['id'], 'outputs': [len(request['inputs'][0])]})

        self.assertEqual(self.exchange(plays, inputs=('x' * 300_000,)).outputs, [300_000])

    def test_fails_when_a_reply_lies(self):
        for lie, kind in (
            (lambda request: {'nonce': 'm', 'id': request['id'], 'outputs': [1]}, 'protocol'),
            (lambda request: {'nonce': 'n', 'id': 'other', 'outputs': [1]}, 'protocol'),
            (lambda request: {'nonce': 'n', 'id': request['id'], 'outputs': [1], 'score': 1}, 'protocol'),
            (lambda request: b'{"nonce": NaN}', 'protocol'),
            (lambda request: b'\xff\xfe', 'protocol'),
            (lambda request: b'{"nonce":"n","id":"%s","outputs":[{"a":1,"a":2}]}' % request['id'].encode(), 'protocol'),
            # Its first reply is complete; what is wrong with the next does not matter.
            (lambda request: b'{"nonce":"n"}\xff\xff\xff\xff', 'protocol'),
            (lambda request: b'x' * 5_000, 'output-limit'),
            (lambda request: b'[' * 700 + b']' * 700, 'bad-output'),
            (lambda request: {'nonce': 'n', 'id': request['id'], 'error': {'message': 'no'}}, 'crash'),
        ):
            failure = self.failure(lambda send, receive: send(lie(receive())))
            self.assertEqual(failure['kind'], kind)

    def test_fails_when_nothing_comes_in_time(self):
        failure = self.failure(lambda send, receive: receive(), limit_ms=50)
        self.assertEqual(failure, {'kind': 'timeout', 'detail': 'a call was not answered within 50 ms'})

    def test_keeps_its_limit_when_what_it_sends_is_not_read(self):
        failure = self.failure(lambda send, receive: None, limit_ms=50, inputs=('x' * 300_000,))
        self.assertEqual(failure['kind'], 'timeout')

    def test_takes_no_more_and_no_less_time_than_it_has(self):
        started = time.perf_counter()
        self.failure(lambda send, receive: receive(), limit_ms=200)
        self.assertLess(0.199, time.perf_counter() - started)
        self.assertLess(time.perf_counter() - started, 0.5)

    def test_looks_once_when_an_alarm_comes_while_it_looks(self):
        watchdog, looks = Watchdog(os.pipe()[0]), []

        class Poll:
            def poll(self, _):
                looks.append('begins')
                signal.raise_signal(signal.SIGALRM)
                looks.append('ends')
                return []

        watchdog._poll = Poll()
        watchdog.enter()
        signal.raise_signal(signal.SIGALRM)
        watchdog.leave()
        self.assertEqual(looks, ['begins', 'ends'])

    def test_ends_the_process_when_the_parent_is_gone(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = {'requestPath': f'{folder}/request', 'replyPath': f'{folder}/reply'}
            for path in paths.values():
                os.mkfifo(path)
            held = [os.open(path, os.O_RDWR) for path in paths.values()]
            waits = subprocess.Popen([sys.executable, '-B', '-c', WAITS, json.dumps(paths)], stdin=subprocess.PIPE)
            self.assertIsNone(waits.poll())
            waits.stdin.close()
            self.assertEqual(waits.wait(timeout=20), 0)
            for descriptor in held:
                os.close(descriptor)

    def test_is_gone_when_the_fifos_are(self):
        channel = ProgramChannel({'requestPath': '/nowhere/a', 'replyPath': '/nowhere/b'}, 'n', 10, Watchdog(os.pipe()[0]))
        self.assertIsInstance(channel.ready(1_000), Gone)
        self.assertIsInstance(channel.exchange([1], 1_000), Gone)
        channel.close()
