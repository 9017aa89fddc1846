"""Runs `drive` on one workload; the program's failure is a value, whatever `drive` makes of it."""

import json
import time
from dataclasses import dataclass

from .channel import Failed, Gone, Reply
from .faults import Fault, error_text, place_in, shown
from .framing import encode_frame
from .plain import freeze
from .schema import Misfit


@dataclass(frozen=True)
class Done:
    """A workload that was conducted to its end."""

    #: What `drive` returned, frozen.
    output: object
    #: Inputs and outputs of each exchange, for judging stored replies again.
    recorded: list
    usage: object

    @property
    def replies(self):
        return [output for _, outputs in self.recorded for output in outputs]


@dataclass(frozen=True)
class Defect:
    """`drive` could not go on though the program answered."""

    fault: Fault


@dataclass(frozen=True)
class Conducting:
    """What `conduct` needs beside the workload."""

    problem: object
    #: Sends inputs to a program, or looks its replies up: `ask(inputs, limit_ms)`.
    ask: object
    meter: object
    #: Keep inputs, and check them against the schema: they are the problem's word.
    strict: bool


class NoAnswer(BaseException):
    """Raised into `drive` when the program cannot answer; whatever `drive` does with it, the workload has ended."""


class Runner:
    """The program as `drive` sees it."""

    def __init__(self, exchange, file):
        self._exchange, self._file = exchange, file

    def call(self, input):
        """One call; its reply."""
        return self._exchange([input])[0]

    def call_each(self, inputs):
        """Independent calls in one frame; their replies in the same order."""
        return list(self._exchange(list(inputs)))

    def start(self, *_, **__):
        """Not yet supported: a fresh instance of a policy."""
        raise self._not_yet('start', "a program of kind 'function' has no instances")

    def exec(self, *_, **__):
        """Not yet supported: one step of a command."""
        raise self._not_yet('exec', "a program of kind 'function' has no steps")

    def _not_yet(self, word, why):
        return Fault(self._file, 'is not yet supported', key=f'drive: program.{word}', hint=why)


def conduct(conducting, workload):
    """Done, Failed, Gone or Defect."""
    problem, meter = conducting.problem, conducting.meter
    meter.begin()
    calls = Calls(conducting)
    try:
        runner = Runner(calls.exchange, problem.file)
        output = problem.drive(workload=workload.value, program=runner, rng=workload.rng.fork('drive'))
    except Fault as fault:
        return calls.ended or Defect(fault)
    except (Exception, SystemExit, NoAnswer) as error:
        return calls.ended or Defect(_drive_fault(problem, workload, error))
    finally:
        calls.closed = True
    return calls.ended or Done(freeze(output), calls.recorded, meter.usage())


def _drive_fault(problem, workload, error):
    message = f'threw {error_text(error)} in the regime "{workload.regime}", workload {workload.index}'
    hint = 'it must conduct every program whose replies fit the schema'
    return Fault(place_in(problem, error), message, key='drive', hint=hint)


class Calls:
    """The calls of one workload, one at a time."""

    def __init__(self, conducting):
        self.ended = None
        self.recorded = []
        self.closed = False
        self._conducting = conducting
        self._end = time.perf_counter() + conducting.problem.limits['workloadMs'] / 1000

    def exchange(self, inputs):
        """The outputs for `inputs`. Raises NoAnswer if the program cannot answer."""
        if self.ended is not None:
            raise NoAnswer('the workload has ended')
        if self.closed:
            raise NoAnswer('drive has returned')
        if not inputs:
            return []
        conducting, limits = self._conducting, self._conducting.problem.limits
        sent = self._checked_inputs(inputs) if conducting.strict else []
        left_ms = 1000 * (self._end - time.perf_counter())
        answer = conducting.ask(inputs, max(0, min(left_ms, limits['callMs'] * len(inputs))))
        if isinstance(answer, (Failed, Gone)):
            raise self._stop(answer)
        conducting.meter.add(answer.us, len(inputs))
        if len(answer.outputs) != len(inputs):
            detail = f'{len(answer.outputs)} outputs for {len(inputs)} inputs'
            raise self._stop(Failed('protocol', detail))
        outputs = [self._checked(output) for output in answer.outputs]
        self.recorded.append((sent, outputs))
        return outputs

    def _checked(self, output):
        try:
            return freeze(self._conducting.problem.output.parse(output))
        except Misfit as misfit:
            detail = f'the output does not fit the schema{_at(misfit)}: {misfit.text()} (output: {shown(output)})'
            raise self._stop(Failed('bad-output', detail)) from None

    def _checked_inputs(self, inputs):
        """The inputs as the program will see them."""
        problem = self._conducting.problem
        sent = json.loads(encode_frame(inputs)[4:])
        for item in sent:
            try:
                problem.input.parse(item)
            except Misfit as misfit:
                where = _at(misfit) or ' at the top'
                message = f'called the program with an input that does not fit program.input{where}: {misfit.text()}'
                raise Fault(problem.file, message, key='drive', value=shown(item)) from None
        return sent

    def _stop(self, ended):
        self.ended = self.ended or ended
        return NoAnswer('the program did not answer')


def _at(misfit):
    return f' at {".".join(map(str, misfit.path))}' if misfit.path else ''


def replayed(recorded):
    """An `ask` that gives stored replies, and the list of what it was asked."""
    left, asked = list(recorded), []

    def ask(inputs, _limit_ms):
        asked.append(json.loads(encode_frame(inputs)[4:]))
        return Reply(left.pop(0)[1], 0) if left else Gone()

    return ask, asked
