"""What `drive` may do with the programs, one exchange at a time."""

import json
import time

from .channel import Failed, Gone, Reply
from .faults import Fault, known_names, shown
from .framing import encode_frame
from .instances import Running
from .runners import CANDIDATE, FUNCTION, Command, Function, Policy, Target
from .schema import Misfit
from .step_request import step_request
from .steps import StepReply, digest_of, record_name
from .watchdog import is_main_thread


class NoAnswer(BaseException):
    """Raised into `drive` when the program cannot answer; whatever `drive` does with it, the workload has ended."""


class Defect:
    """`drive` could not go on though the program answered."""

    def __init__(self, fault):
        self.fault = fault


class Calls:
    """The calls of one workload."""

    def __init__(self, conducting):
        self.ended = None
        #: Who was asked, with what, and what it gave, for judging stored replies again.
        self.recorded = []
        #: The candidate's replies in order.
        self.replies = []
        #: Instances of the candidate.
        self.instances = 0
        self.closed = False
        self._conducting, self._problem = conducting, conducting.problem
        self._started = 0
        #: Instances that were wished for and not waited for: several that are started in a row come up together.
        self._coming = []
        self._end = time.perf_counter() + self._problem.limits['workloadMs'] / 1000

    def runner(self):
        """The program as `drive` sees it."""
        if self._problem.kind == 'command':
            return Command(self)
        if self._problem.kind == 'policy':
            return Policy(self)
        return Function(self, self._conducting.programs.ask)

    def start(self, config, program):
        """A target that is asked only after `settle`."""
        self._refuse_when_over()
        self._check_name(program)
        # As it is now: it is sent when the instance is there.
        config = self._checked_input('config', self._problem.config, as_sent(config))
        self._started += 1
        if program == CANDIDATE:
            self.instances += 1
        target = Target(program, instance_name(self._started, program), None)
        self._coming.append((target, self._conducting.programs.wish(program), config))
        return target

    def call(self, target, inputs):
        """The outputs for `inputs`. Raises NoAnswer if the program cannot answer."""
        self._refuse_when_over()
        if not inputs:
            return []
        problem, sent = self._problem, None
        if self._conducting.strict:
            sent = [self._checked_input(problem.words['input'], problem.input, as_sent(one)) for one in inputs]
        if self._coming:
            self.settle()
        answer = self._exchange(target, inputs)
        outputs = [self._checked(target, output) for output in answer.outputs]
        self.recorded.append((target.to, sent, outputs))
        if target.program == CANDIDATE:
            self._conducting.meter.add(answer.us, len(inputs))
            self.replies += outputs
        return outputs

    def exec(self, step, options):
        """The result of a step of a command. Raises NoAnswer if there is none."""
        request = step_request(self._problem, step, options)
        self._refuse_when_over()
        self._refuse_other_threads('exec')
        came = self._conducting.programs.exec(request, self._limit_ms(1))
        if not isinstance(came, StepReply):
            raise self._no_reply(CANDIDATE, came)
        self._conducting.meter.add_step(request.step, came.used)
        sent = [request] if self._conducting.strict else None
        self.recorded.append((record_name(request), sent, [came.result]))
        self.replies.append(digest_of(came.result))
        return came.result

    def settle(self):
        """Waits for the instances that were started, in the order in which they were."""
        while self._coming:
            target, session, config = self._coming.pop(0)
            meter = self._conducting.meter
            waited = time.perf_counter()
            started = self._conducting.programs.start(session)
            # How long a process takes to start is not the program's doing.
            self._end += time.perf_counter() - waited
            if not isinstance(started, Running):
                raise self._no_reply(target.program, started)
            if target.program == CANDIDATE:
                meter.join(started.load)
            target.ask = started.ask
            answer = self._exchange(target, [config])
            self.recorded.append((target.to, [config], answer.outputs))
            if target.program == CANDIDATE:
                meter.add_start(answer.us)

    def misuse(self, word, message, hint=None):
        return Fault(self._problem.file, message, key=f'drive: program.{word}', hint=hint)

    def _check_name(self, program):
        known = [CANDIDATE, *self._problem.baseline_paths]
        if program not in known:
            message = f'names a program that does not exist ({shown(program)})'
            raise self.misuse('start', message, known_names(str(program), known))

    def _refuse_when_over(self):
        if self.ended is not None:
            raise NoAnswer('the workload has ended')
        if self.closed:
            raise NoAnswer('drive has returned')

    def _refuse_other_threads(self, word):
        if not is_main_thread():
            raise self.misuse(word, 'must be called in the thread of "drive"')

    def _limit_ms(self, calls):
        left_ms = 1000 * (self._end - time.perf_counter())
        return max(0, min(left_ms, self._problem.limits['callMs'] * calls))

    def _exchange(self, target, inputs):
        self._refuse_other_threads('call' if target.to == FUNCTION else 'step')
        answer = target.ask(inputs, self._limit_ms(len(inputs)))
        if type(answer) is not Reply:
            raise self._no_reply(target.program, answer)
        if len(answer.outputs) != len(inputs):
            detail = f'{len(answer.outputs)} outputs for {len(inputs)} inputs'
            raise self._no_reply(target.program, Failed('protocol', detail))
        return answer

    def _checked(self, target, output):
        try:
            return self._problem.output.parse(output)
        except Misfit as misfit:
            what = self._problem.words['output']
            at = f' at {".".join(map(str, misfit.path))}' if misfit.path else ''
            detail = f'the {what} does not fit the schema{at}: {misfit.text()} ({what}: {shown(output)})'
            raise self._no_reply(target.program, Failed('bad-output', detail)) from None

    def _checked_input(self, word, schema, sent):
        """Holds what `drive` gives a program to its schema."""
        if not self._conducting.strict:
            return sent
        try:
            schema.parse(sent)
        except Misfit as misfit:
            where = '.'.join(map(str, misfit.path)) or 'the top'
            article = 'a' if word == 'config' else 'an'
            message = f'gave the program {article} {word} that does not fit program.{word} at {where}: {misfit.text()}'
            raise Fault(self._problem.file, message, key='drive', value=shown(sent)) from None
        return sent

    def _no_reply(self, program, came):
        """A candidate that does not answer has failed; a rival that does not is the problem's own fault.

        That one never began is neither's.
        """
        if program != CANDIDATE and not (isinstance(came, Gone) and not came.begun):
            came = Defect(self._bad_rival(program, came))
        self.ended = self.ended or came
        return NoAnswer('the program did not answer')

    def _bad_rival(self, program, came):
        why = 'it went away' if isinstance(came, Gone) else f'{came.failure["kind"]}: {came.failure["detail"]}'
        hint = 'it must answer whatever the candidate does'
        return Fault(self._problem.file, f'failed as a rival: {why}', key=f'baselines.{program}', hint=hint)


def as_sent(value):
    """What a program sees of a value."""
    return json.loads(encode_frame(value)[4:])


def instance_name(number, program):
    """How a record and messages call the instance that was started as the `number`th of a workload, from 1."""
    return f'instance {number} of {program}'
