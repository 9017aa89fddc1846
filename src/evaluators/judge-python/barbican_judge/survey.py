"""Looks at the workloads alone: draws every regime, generates each search workload twice, counts overlaps."""

import time

from barbican.rng import Rng

from .faults import Fault, shown
from .plain import is_dataclass_instance, same
from .spaces import is_member
from .workloads import characters_of


def survey(problem, source, samples, progress):
    """Raises Fault if a regime is empty or `generate` is not pure.

    `samples`: draws per regime for the overlaps. `progress(regime, index)` says which workload is made next.
    """
    return {'regimes': [_survey_regime(problem, source, regime, (samples, progress)) for regime in problem.regimes]}


def _survey_regime(problem, source, regime, looking):
    samples, progress = looking
    rng = Rng(f'survey/{regime.name}')
    draws = [source.params(regime.name, rng.fork(str(i))) for i in range(samples)]
    overlaps = {}
    for other in problem.regimes:
        members = sum(all(is_member(params[key], space) for key, space in other.region.items()) for params in draws)
        if other is not regime and members:
            overlaps[other.name] = members / samples
    count, characters, seconds = problem.counts['search'], 0, 0
    for index in range(count):
        progress(regime.name, index)
        started = time.perf_counter()
        first = source.fresh('search', 0, regime.name, index)
        seconds += time.perf_counter() - started
        _check_pure(problem, regime.name, first.value, source.fresh('search', 0, regime.name, index).value)
        characters += characters_of(first.value)
    return {
        'name': regime.name,
        'slow': regime.slow,
        'overlaps': overlaps,
        'workloadCharacters': characters / count,
        'generateMs': 1000 * seconds / count,
    }


def _check_pure(problem, regime, first, second):
    if same(first, second):
        return
    raise Fault(
        problem.file,
        f'is not pure: it gave two different workloads for the same parameters and chance in the regime "{regime}"',
        key='generate',
        value=shown(_differing(first, second)),
        hint='take all chance from `rng`, and use no clock and no state outside',
    )


def _differing(first, second):
    """The smallest part that differs, with its path."""
    members = _members(first)
    others = _members(second)
    for key, value in members.items():
        if key in others and not same(value, others[key]):
            return {str(key): _differing(value, others[key])}
    return {'first': first, 'second': second}


def _members(value):
    if isinstance(value, dict):
        return value
    if isinstance(value, (list, tuple)):
        return dict(enumerate(value))
    return vars(value) if is_dataclass_instance(value) else {}
