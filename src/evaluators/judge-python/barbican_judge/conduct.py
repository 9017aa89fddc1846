"""Runs `drive` on one workload; the program's failure is a value, whatever `drive` makes of it."""

from dataclasses import dataclass

from .calls import Calls, Defect, NoAnswer
from .faults import Fault, error_text, place_in
from .plain import freeze


@dataclass(frozen=True)
class Done:
    """A workload that was conducted to its end."""

    #: What `drive` returned, frozen.
    output: object
    #: The candidate's replies in order.
    replies: list
    #: Who was asked what, and what it gave, for judging stored replies again.
    recorded: list
    usage: object
    #: Instances of the candidate that were started.
    instances: int


@dataclass(frozen=True)
class Conducting:
    """What `conduct` needs beside the workload."""

    problem: object
    #: The programs that are asked: see `instances.py`.
    programs: object
    meter: object
    #: Keep inputs, and check them against the schema: they are the problem's word.
    strict: bool


def conduct(conducting, workload):
    """Done, Failed, Gone or Defect."""
    problem, meter = conducting.problem, conducting.meter
    meter.begin()
    calls = Calls(conducting)
    try:
        output = problem.drive(workload=workload.value, program=calls.runner(), rng=workload.rng.fork('drive'))
        calls.settle()
        if calls.ended:
            return calls.ended
        return Done(freeze(output), calls.replies, calls.recorded, meter.usage(), calls.instances)
    except Fault as fault:
        return calls.ended or Defect(fault)
    except (Exception, SystemExit, NoAnswer) as error:
        return calls.ended or Defect(_drive_fault(problem, workload, error))
    finally:
        calls.closed = True
        conducting.programs.end()


def _drive_fault(problem, workload, error):
    message = f'threw {error_text(error)} in the regime "{workload.regime}", workload {workload.index}'
    hint = 'it must conduct every program whose replies fit the schema'
    return Fault(place_in(problem, error), message, key='drive', hint=hint)
