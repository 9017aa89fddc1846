"""Holds one output to the problem: invariants first, then the numbers, then the bounds."""

import json
import math
import weakref

from barbican.verdict_words import Bound, Violated

from .faults import Fault, error_text, known_names, place_in, shown
from .plain import as_json, is_finite, number_of, truth_of

#: Relative excess over a bound that is rounding.
BOUND_TOLERANCE = 1e-9
EXAMPLE_CHARACTERS = 1_000
#: Stands for what is no value of a metric; None is one.
NOTHING = object()


class Finding:
    """What the judge found on one output."""

    def __init__(self, problem, workload):
        self.problem, self.workload = problem, workload
        #: Numbers by metric; empty if the output does not count.
        self.values = {}
        self.violations, self.defects, self.outside_only = [], [], []
        self.bounds = {}

    def violate(self, rule, detail, **more):
        at = {'regime': self.workload.regime, 'index': self.workload.index}
        self.violations.append({'rule': rule, **at, 'detail': detail, **more})

    def quarantine(self, rule, detail):
        """What the output shows against the judgement itself."""
        self.violate(rule, detail, quarantine=True)

    def defect(self, rule, key, message, **fault):
        """A defect of the problem: the output cannot count, and a person must know."""
        file = fault.pop('file', self.problem.file)
        where = f'in the regime "{self.workload.regime}", workload {self.workload.index}'
        self.defects.append(Fault(file, f'{message} {where}', key=key, **fault).as_json())
        self.quarantine(rule, f'a defect of the problem, not of the program: {message}')

    def attempt(self, key, rule, run):
        """Calls the problem's code; what it raises is a defect of the problem or an output that it cannot read."""
        try:
            return run()
        except (Exception, SystemExit) as error:
            hint = 'it must give a verdict on every output that the schema lets through'
            self.defect(rule, key, f'threw {error_text(error)}', file=place_in(self.problem, error), hint=hint)
            return None


def examine_output(problem, workload, output, usage):
    """The finding on one output."""
    finding = Finding(problem, workload)
    for rule, holds in problem.invariants.items():
        finding.attempt(f'invariants.{rule}', rule, lambda: _hold(finding, rule, holds, output))
    if finding.violations:
        return finding
    measured = finding.attempt(
        'measure', 'measure', lambda: problem.measure(workload=workload.value, output=output, usage=usage)
    )
    values = {} if finding.violations else _read_values(finding, measured)
    if not finding.violations:
        _check_bounds(finding, values)
    if not finding.violations:
        finding.values = values
    return finding


def _hold(finding, rule, holds, output):
    verdict = holds(workload=finding.workload.value, output=output)
    detail = _broken_detail(verdict)
    if detail is not None:
        finding.violate(rule, detail)


def _broken_detail(verdict):
    """Why an invariant's verdict is not a pass; None if it is."""
    if isinstance(verdict, Violated):
        return verdict.why if verdict.example is None else f'{verdict.why} ({_capped(verdict.example)})'
    if isinstance(verdict, str) and verdict == 'unknown':
        return 'could not be decided (unknown is never a pass)'
    truth = truth_of(verdict)
    if truth is None:
        raise TypeError(f"gave {shown(verdict)}, which is not True, False, violated(…) or 'unknown'")
    return None if truth else 'does not hold'


def _capped(example):
    text = example if isinstance(example, str) else _example_text(example)
    return text if len(text) <= EXAMPLE_CHARACTERS else f'{text[:EXAMPLE_CHARACTERS]}…'


def _example_text(example):
    try:
        return json.dumps(example, separators=(',', ':'), ensure_ascii=False, default=as_json)
    except (TypeError, ValueError):
        return repr(example)


def _read_values(finding, measured):
    metrics = finding.problem.metrics
    if not isinstance(measured, dict):
        message = 'must give a dict with a number for each metric'
        finding.defect('measure', 'measure', message, value=shown(measured))
        return {}
    names = [metric.name for metric in metrics]
    for name in measured:
        if name not in names:
            hint = known_names(str(name), names)
            finding.defect('measure', f'measure.{name}', 'is not a metric', hint=hint)
    return {metric.name: _value_of(finding, metric, measured.get(metric.name, NOTHING)) for metric in metrics}


def _value_of(finding, metric, raw):
    value = NOTHING if raw is NOTHING else _read_measured(raw, metric)
    if value is NOTHING:
        text = 'nothing' if raw is NOTHING else shown(raw)
        message = f'gave {text} for "{metric.name}"'
        key = f'measure.{metric.name}'
        finding.defect(f'measure of {metric.name}', key, message, value=text, hint=_hint_of(metric, raw))
        return None
    if value is None or not metric.only or finding.workload.regime in metric.only:
        return value
    finding.outside_only.append(metric.name)
    return None


def _hint_of(metric, raw):
    number = number_of(raw)
    if metric.across == 'geomean' and number is not None and number < 0:
        return 'a geometric mean needs values >= 0'
    return 'it must be a finite number, None where it does not exist, a list of samples, or dict(top=…, bottom=…)'


def _read_measured(raw, metric):
    """NOTHING if it is not a value that a metric can have."""
    if raw is None:
        return None
    if isinstance(raw, dict):
        parts = [number_of(raw.get(name)) for name in ('top', 'bottom')]
        return {'top': parts[0], 'bottom': parts[1]} if all(map(is_finite, parts)) else NOTHING
    if isinstance(raw, (list, tuple)) or getattr(raw, 'ndim', 0) == 1:
        samples = [number_of(one) for one in raw]
        if not all(map(is_finite, samples)):
            return NOTHING
        value = number_from_samples(samples, metric.of, metric.direction)
        if value is None:
            return None
    else:
        value = number_of(raw)
    if not is_finite(value) or (metric.across == 'geomean' and value < 0):
        return NOTHING
    return value


def number_from_samples(samples, of, direction):
    """One number for the samples of one workload; None if there is none.

    `pN` is the nearest-rank percentile; `tailN` the mean of the worst (100 − N) % of the samples, at least one.
    """
    if not samples:
        return None
    if of in ('mean', 'sum'):
        return sum(samples) / (len(samples) if of == 'mean' else 1)
    if of == 'max':
        return max(samples)
    ordered = sorted(samples)
    if of.startswith('p'):
        return ordered[_rank_of(float(of[1:]), len(ordered)) - 1]
    count = max(1, len(ordered) - _rank_of(float(of[4:]), len(ordered)))
    return sum(ordered[-count:] if direction == 'minimize' else ordered[:count]) / count


def _rank_of(percent, n):
    """Nearest rank, from 1 to `n`."""
    return min(n, max(1, math.ceil(percent / 100 * n - 1e-9)))


#: What `bound` said of a workload. It may be dear, and every program is held to the same.
_bounds_by_workload = weakref.WeakKeyDictionary()


def _check_bounds(finding, values):
    directions = {metric.name: metric.direction for metric in finding.problem.metrics}
    for name, bound in _bounds_of(finding).items():
        finding.bounds[name] = bound
        value, limit = single_number(values.get(name)), bound['value']
        if value is not None and _is_beyond(value, limit, directions[name]):
            detail = f'{value} is beyond the {bound["kind"]} bound {limit}, so the evaluator has a defect'
            finding.quarantine(f'bound of {name}', f'{detail}: no program can do that')


def _bounds_of(finding):
    """What `bound` says of the workload: asked once, if nothing is wrong with it."""
    known = _bounds_by_workload.get(finding.workload)
    if known is None:
        defects = len(finding.defects)
        known = _read_bounds(finding)
        if len(finding.defects) == defects:
            _bounds_by_workload[finding.workload] = known
    return known


def _read_bounds(finding):
    problem = finding.problem
    if problem.bound is None:
        return {}
    said = finding.attempt('bound', 'bound', lambda: problem.bound(workload=finding.workload.value))
    if said is not None and not isinstance(said, dict):
        finding.defect('bound', 'bound', 'must give a dict with exact(x) or relaxed(x)', value=shown(said))
        return {}
    names = [metric.name for metric in problem.metrics]
    bounds = {}
    for name, raw in (said or {}).items():
        limit = number_of(raw.value) if isinstance(raw, Bound) else None
        if name not in names:
            hint = known_names(str(name), names)
            finding.defect('bound', f'bound.{name}', 'is not a metric', value=shown(raw), hint=hint)
        elif raw is not None and not is_finite(limit):
            hint = 'write exact(x) or relaxed(x)'
            finding.defect('bound', f'bound.{name}', 'is not a bound', value=shown(raw), hint=hint)
        elif raw is not None:
            bounds[name] = {'kind': raw.kind, 'value': limit}
    return bounds


def single_number(value):
    """A metric's value as one number; None if there is none."""
    if not isinstance(value, dict):
        return value
    return None if value['bottom'] == 0 else value['top'] / value['bottom']


def _is_beyond(value, bound, direction):
    slack = BOUND_TOLERANCE * max(abs(bound), abs(value))
    return value > bound + slack if direction == 'maximize' else value < bound - slack
