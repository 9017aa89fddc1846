"""Answers the requests of docs/judge-protocol.md, one at a time, until the parent is gone."""

import traceback

from .call_book import CallBook
from .channel import Failed, Gone, ProgramChannel, Reply
from .conduct import Conducting
from .describe import describe
from .evaluate import Rounds
from .examine import examine_workload
from .faults import Fault
from .load import load_problem
from .survey import survey
from .usage import BusyCheck, UsageMeter
from .workloads import WorkloadSource

#: How long a program may take to be loaded, in milliseconds.
READY_MS = 10_000


def serve(parent):
    """`parent` is a `framing.Parent`."""
    server = Server(parent)
    while True:
        message = parent.receive()
        try:
            answer = {'type': 'done', 'result': server.answer(message)}
        except Fault as fault:
            answer = {'type': 'fault', 'fault': fault.as_json()}
        except Exception:
            answer = {'type': 'error', 'message': traceback.format_exc()}
        parent.send({'id': message['id'], **answer})


class Server:
    """What is known once a problem is loaded."""

    def __init__(self, parent):
        self._parent = parent
        self._files = self._source = None
        #: The calls of the last evaluation that was to be replayed.
        self._calls = None

    def answer(self, message):
        return getattr(self, f'_{message["type"]}')(message)

    def _load(self, message):
        self._files = load_problem(message['problemPath'])
        self._source = WorkloadSource(self._files.problem, message['secret'])
        return {'workloadMs': self._files.problem.limits['workloadMs']}

    def _describe(self, _message):
        return describe(self._files)

    def _survey(self, message):
        def progress(regime, index):
            self._progress(message['id'], regime, index, 'generate')

        return survey(self._files.problem, self._source, message['samples'], progress)

    def _evaluate(self, message):
        return self._conducted(message, None)['outcome']

    def _examine(self, message):
        return self._conducted(message, message['relations'])

    def _calibrate(self, message):
        """The median time of empty calls, in microseconds; None if the program did not answer."""
        program = self._open(message, 1024)
        try:
            if not isinstance(program.ready(READY_MS), Reply):
                return None
            times = []
            for _ in range(message['calls']):
                exchange = program.exchange([None], READY_MS)
                if not isinstance(exchange, Reply):
                    return None
                times.append(exchange.us)
            return sorted(times)[len(times) // 2] if times else None
        finally:
            program.close()

    def _replay(self, message):
        """The outcome of asking a function again what it was asked in the evaluation before."""
        limits = self._files.problem.limits
        program = self._open(message, limits['outputBytes'])
        try:
            ready = program.ready(READY_MS)
            if isinstance(ready, Gone):
                return {'kind': 'gone', 'begun': program.begun, 'finished': []}
            if isinstance(ready, Failed):
                return {'kind': 'failed', 'failure': ready.failure, 'finished': []}

            def before(regime, index):
                self._progress(message['id'], regime, index, 'judge')

            return self._calls.replay(program.exchange, limits['callMs'], before)
        finally:
            program.close()

    def _conducted(self, message, relations):
        """The outcome, and what was seen of the problem if `relations` is not None."""
        problem = self._files.problem
        program = self._open(message, problem.limits['outputBytes'])
        try:
            ready = program.ready(READY_MS)
            if isinstance(ready, Gone):
                return {'outcome': {'kind': 'gone', 'begun': program.begun, 'finished': []}, 'seen': []}
            if isinstance(ready, Failed):
                return {'outcome': {'kind': 'failed', 'failure': ready.failure, 'finished': []}, 'seen': []}
            meter = UsageMeter(message['channel'].get('hostPid'), message['noopUs'])
            where = []

            def progress(*next_place):
                where[:] = next_place
                self._progress(message['id'], *where)

            def ask(inputs, limit_ms):
                # An examination conducts a program several times on one workload.
                if relations is not None:
                    self._progress(message['id'], *where)
                return program.exchange(inputs, limit_ms)

            self._calls = CallBook() if message.get('keepCalls') else None
            if self._calls:
                ask = self._calls.keeping(ask, where)
            check = BusyCheck(message['channel'].get('hostPid') if message['noopUs'] > 0 else None)
            ask = check.watching(ask)
            conducting = Conducting(problem, ask, meter, strict=relations is not None)
            examine = None
            if relations is not None:
                examine = lambda *seen: examine_workload(conducting, relations, *seen)  # noqa: E731
            rounds = Rounds(conducting, self._source, message, progress, examine)
            outcome = rounds.evaluate(lambda signature: self._probe(message['id'], signature))
            return {'outcome': check.held(outcome), 'seen': rounds.seen}
        finally:
            program.close()

    def _open(self, message, output_bytes):
        program = ProgramChannel(message['channel'], message['nonce'], output_bytes, self._parent)
        self._parent.send({'id': message['id'], 'type': 'opened'})
        return program

    def _progress(self, request_id, regime, index, step):
        where = {'regime': regime, 'index': index, 'step': step}
        self._parent.send({'id': request_id, 'type': 'progress', **where})

    def _probe(self, request_id, signature):
        self._parent.send({'id': request_id, 'type': 'probe', 'signature': signature})
        while True:
            message = self._parent.receive()
            if message['type'] == 'verdict' and message['id'] == request_id:
                return message['go']
