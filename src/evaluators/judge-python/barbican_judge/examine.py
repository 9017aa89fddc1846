"""What a run of a program shows of the problem: who reads the clock, whether `drive` is pure, which relations hold."""

import dataclasses
from types import SimpleNamespace

from .conduct import Done, conduct
from .faults import Fault, error_text, place_in, shown
from .measure import examine_output, single_number
from .plain import freeze, same
from .runners import FUNCTION
from .stored_replies import StoredReplies
from .usage import SilentMeter

#: Relative change that is rounding.
ROUNDING = 1e-9


def examine_workload(conducting, relations, workload, done, finding):
    """Looks closer at one workload. Raises Fault if `drive` is not pure or a relation cannot be made."""
    _check_drive(conducting, workload, done)
    reads_usage, reads_wall = _readers(conducting.problem, workload, done, finding)
    broken = []
    if relations and not finding.violations:
        broken = _broken_relations(conducting, workload, finding, reads_usage)
    return {
        'regime': workload.regime,
        'index': workload.index,
        'calls': done.usage.calls,
        **({'instances': done.instances} if conducting.problem.kind == 'policy' else {}),
        'wallMs': done.usage.wall_ms,
        'readsUsage': reads_usage,
        'readsWall': reads_wall,
        'outsideOnly': finding.outside_only,
        'bounds': finding.bounds,
        'relations': broken,
    }


def _check_drive(conducting, workload, first):
    """Conducts the workload again with the stored replies: the same requests and the same output must come."""
    stored = StoredReplies(first.recorded)
    silent = dataclasses.replace(conducting, programs=stored, meter=SilentMeter())
    again = conduct(_with_known_replies(silent), workload)

    def fault(what):
        where = f'in the regime "{workload.regime}", workload {workload.index}'
        message = f'is not pure: {what} {where} when it was given the same workload, chance and replies again'
        hint = 'use no clock and no state outside; take chance from `rng`'
        return Fault(conducting.problem.file, message, key='drive', hint=hint)

    before = [(to, inputs) for to, inputs, _ in first.recorded]
    for i, request in enumerate(stored.asked):
        known = before[i] if i < len(before) else None
        if known is None or not same(request, known):
            raise fault(f'call {i} was {_request_text(request)} and not {_request_text(known)}')
    if not isinstance(again, Done):
        raise fault('it did not come to its end')
    if len(again.recorded) != len(before):
        raise fault('it made fewer calls')
    if not same(again.output, first.output):
        raise fault(f'its output was {shown(again.output)} and not {shown(first.output)}')


def _request_text(request):
    if request is None:
        return 'the end'
    to, inputs = request
    return shown(inputs) if to == FUNCTION else f'{shown(inputs)} to {to}'


def _with_known_replies(conducting):
    """The same for stored replies, which are in the problem's own types already."""
    known = dataclasses.replace(conducting.problem, output=_AsItIs)
    return dataclasses.replace(conducting, problem=known)


class _AsItIs:
    @staticmethod
    def parse(value):
        return value


def _readers(problem, workload, done, finding):
    """Metrics whose value changes when only the usage does: all of it, and its wall times alone."""
    if finding.violations:
        return [], []

    def values_with(usage):
        return examine_output(problem, workload, done.output, usage).values

    command = problem.command or {'steps': ()}

    def usage_with(counted, instructions, longer):
        usage = _usage_but(done.usage, command['steps'], counted, longer=longer)
        for name in command.get('counted', ()):
            calls = getattr(done.usage, name).calls
            setattr(usage, name, SimpleNamespace(instructions=instructions, calls=calls))
        return usage

    still, other = {'cpu_ms': 1, 'peak_mib': 1}, {'cpu_ms': 5, 'peak_mib': 7}
    base = values_with(usage_with(still, 1, False))
    wall = values_with(usage_with(still, 1, True))
    everything = values_with(usage_with(other, 9, True))

    def changed(values):
        return [m.name for m in problem.metrics if not same(values.get(m.name), base.get(m.name))]

    return changed(everything), changed(wall)


def _usage_but(usage, steps, counted, *, longer=False):
    """The same with what is `counted`, and with other wall times if `longer`; that of each step too."""
    slower = [2 * us + 3 + i % 7 for i, us in enumerate(usage.call_us)]
    return SimpleNamespace(
        wall_ms=2 * usage.wall_ms + 3 if longer else usage.wall_ms,
        calls=usage.calls,
        call_us=slower if longer else usage.call_us,
        **counted,
        **{name: _usage_but(getattr(usage, name), (), counted, longer=longer) for name in steps},
    )


def _broken_relations(conducting, workload, before, noisy):
    problem, broken = conducting.problem, []
    for name, (change, within) in problem.relations.items():
        changed = dataclasses.replace(workload, value=freeze(_changed(problem, workload, name, change)))
        conducted = conduct(conducting, changed)
        if not isinstance(conducted, Done):
            continue
        after = examine_output(problem, changed, conducted.output, conducted.usage)
        for metric in before.values:
            a, b = single_number(before.values[metric]), single_number(after.values.get(metric))
            if metric not in noisy and not _is_near(a, b, within):
                broken.append({'relation': name, 'metric': metric, 'before': a, 'after': b, 'within': within})
    return broken


def _changed(problem, workload, name, change):
    key = f'relations.{name}'
    try:
        value = change(workload=workload.value, rng=workload.rng.fork(f'relation/{name}'))
    except (Exception, SystemExit) as error:
        hint = 'it must give a changed copy of the workload, which is frozen'
        raise Fault(place_in(problem, error), f'threw {error_text(error)}', key=key, hint=hint) from error
    if value is None:
        raise Fault(problem.file, 'must give a changed copy of the workload', key=key, value=shown(value))
    return value


def _is_near(before, after, within):
    if before is None or after is None:
        return before is after
    return abs(after - before) <= (within + ROUNDING) * max(abs(before), abs(after))
