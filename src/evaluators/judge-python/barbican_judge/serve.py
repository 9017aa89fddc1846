"""Answers the requests of docs/judge-protocol.md, one at a time, until the parent is gone."""

import time
import traceback

from .call_book import CallBook
from .channel import Failed, Gone, ProgramChannel, Reply
from .conduct import Conducting
from .data_store import DataStore
from .data_survey import survey_data
from .describe import describe
from .evaluate import Rounds
from .examine import examine_workload
from .faults import Fault
from .instances import Announced, CalledProgram, Instances
from .load import load_problem
from .steps import Steps
from .steps_meter import StepsMeter
from .survey import survey
from .usage import BusyCheck, InstancesMeter, UsageMeter
from .watchdog import Watchdog
from .workloads import WorkloadSource

#: How long a program may take to be loaded, in milliseconds.
READY_MS = 10_000
#: How often an examination says that it goes on, in seconds at least.
SIGN_S = 0.1


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
        self._watchdog = Watchdog(parent.requests)
        self._files = self._data = self._source = None
        #: The calls of the last evaluation that was to be replayed.
        self._calls = None

    def answer(self, message):
        return getattr(self, f'_{message["type"]}')(message)

    def _load(self, message):
        self._files = load_problem(message['problemPath'], message.get('dataPath'))
        self._data = DataStore(self._files.data, self._files.problem)
        self._data.check_parts()
        self._source = WorkloadSource(self._files.problem, message['secret'], self._data)
        return {'workloadMs': self._files.problem.limits['workloadMs']}

    def _describe(self, _message):
        return describe(self._files)

    def _survey(self, message):
        def progress(regime, index):
            self._progress(message['id'], regime, index, 'generate')

        problem = self._files.problem
        surveyed = survey(problem, self._source, message['samples'], progress)
        sign = lambda: self._progress(message['id'], '', 0, 'parse')  # noqa: E731
        return {**surveyed, 'data': survey_data(self._data, problem.file, sign)}

    def _evaluate(self, message):
        return self._conducted(message, None)['outcome']

    def _examine(self, message):
        return self._conducted(message, message['relations'])

    def _calibrate(self, message):
        """The median time of empty calls, in microseconds; None if the program did not answer."""
        program = self._open(message, 1024)
        try:
            ready = [program.ready(READY_MS)]
            # Of a policy, the first exchange starts the instance.
            if self._files.problem.kind == 'policy':
                ready.append(program.exchange([None], READY_MS))
            times = [program.exchange([None], READY_MS) for _ in range(message['calls'])]
            if not all(isinstance(one, Reply) for one in (*ready, *times)):
                return None
            return sorted(one.us for one in times)[len(times) // 2] if times else None
        finally:
            program.close()

    def _replay(self, message):
        """The outcome of asking a function again what it was asked in the evaluation before."""
        limits = self._files.problem.limits
        program = self._open(message, limits['outputBytes'])
        try:
            ready = program.ready(READY_MS)
            if isinstance(ready, Gone):
                return {'kind': 'gone', 'begun': ready.begun, 'finished': []}
            if isinstance(ready, Failed):
                return {'kind': 'failed', 'failure': ready.failure, 'finished': []}

            def before(regime, index):
                self._progress(message['id'], regime, index, 'judge')

            return self._calls.replay(program.exchange, limits['callMs'], before)
        finally:
            program.close()

    def _conducted(self, message, relations):
        """The outcome, and what was seen of the problem if `relations` is not None."""
        conducted = {
            'function': self._conducted_function,
            'policy': self._conducted_policy,
            'command': self._conducted_command,
        }
        return conducted[self._files.problem.kind](message, relations)

    def _conducted_function(self, message, relations):
        program = self._open(message, self._files.problem.limits['outputBytes'])
        try:
            meter = UsageMeter(message['channel'].get('hostPid'), message['noopUs'])
            ready = program.ready(READY_MS, meter.loading)
            if isinstance(ready, Gone):
                return {'outcome': {'kind': 'gone', 'begun': ready.begun, 'finished': []}, 'seen': []}
            if isinstance(ready, Failed):
                return {'outcome': {'kind': 'failed', 'failure': ready.failure, 'finished': []}, 'seen': []}
            meter.loaded(program.load_us)
            where = []
            ask = program.exchange
            self._calls = CallBook() if message.get('keepCalls') else None
            if self._calls:
                ask = self._calls.keeping(ask, where)
            check = BusyCheck(message['channel'].get('hostPid') if message['noopUs'] > 0 else None)
            conducted = self._rounds(message, relations, CalledProgram(check.watching(ask)), meter, where)
            return {**conducted, 'outcome': check.held(conducted['outcome'])}
        finally:
            program.close()

    def _conducted_policy(self, message, relations):
        output_bytes = self._files.problem.limits['outputBytes']
        instances = Instances(
            send=lambda wish: self._parent.send({'id': message['id'], **wish}),
            receive=self._parent.receive,
            open_channel=lambda channel, nonce: ProgramChannel(channel, nonce, output_bytes, self._watchdog),
            ready_ms=READY_MS,
        )
        try:
            return self._rounds(message, relations, instances, InstancesMeter(message['noopUs']))
        finally:
            instances.end()

    def _conducted_command(self, message, relations):
        problem = self._files.problem
        steps = Steps(
            send=lambda wish: self._parent.send({'id': message['id'], **wish}),
            receive=self._parent.receive,
            folder=message['exchangeFolder'],
            output_bytes=problem.limits['outputBytes'],
        )
        meter = StepsMeter(problem.command['steps'], problem.command.get('counted', ()))
        return self._rounds(message, relations, steps, meter)

    def _rounds(self, message, relations, programs, meter, where=None):
        where = [] if where is None else where

        def progress(*next_place):
            where[:] = next_place
            self._progress(message['id'], *where)

        examine = None
        is_examined = relations is not None
        if is_examined:
            # An examination conducts a program several times on one workload.
            programs = Announced(programs, _at_times(lambda: self._progress(message['id'], *where)))
        conducting = Conducting(self._files.problem, programs, meter, strict=is_examined)
        if is_examined:
            examine = lambda *seen: examine_workload(conducting, relations, *seen)  # noqa: E731
        rounds = Rounds(conducting, self._source, message, progress, examine)
        outcome = rounds.evaluate(lambda signature: self._probe(message['id'], signature))
        return {'outcome': outcome, 'seen': rounds.seen}

    def _open(self, message, output_bytes):
        program = ProgramChannel(message['channel'], message['nonce'], output_bytes, self._watchdog)
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


def _at_times(say):
    """Calls `say`, but not more often than every `SIGN_S`."""
    last = 0.0

    def at_times():
        nonlocal last
        now = time.perf_counter()
        if now - last >= SIGN_S:
            last = now
            say()

    return at_times
