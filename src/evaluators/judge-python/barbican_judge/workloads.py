"""Workloads from a run's secret: each a function of the secret, its part, draw, regime and index."""

import hashlib
import json
from dataclasses import dataclass

from barbican.rng import Rng

from .faults import Fault, error_text, place_in, shown
from .plain import freeze, truth_of
from .spaces import sample

#: Draws per workload before a regime counts as empty.
TRIES = 10_000
#: Characters of workloads, as JSON, that are kept.
KEPT_CHARACTERS = 128 * 2**20


@dataclass(frozen=True, eq=False)
class Workload:
    """One workload, frozen, with its own stream of chance."""

    regime: str
    index: int
    params: dict
    value: object
    rng: Rng


class WorkloadSource:
    """Makes workloads. They are kept while there is room, as every program gets the same."""

    def __init__(self, problem, secret, data):
        self._problem, self._secret, self._data = problem, secret, data
        self._regimes = {regime.name: regime for regime in problem.regimes}
        self._kept = {}
        self._free = KEPT_CHARACTERS

    def has(self, part, draw, regime, index):
        """Whether `get` has it at hand and need not make it."""
        return (part, draw, regime, index) in self._kept

    def get(self, part, draw, regime, index):
        key = (part, draw, regime, index)
        if key not in self._kept:
            made = self.fresh(part, draw, regime, index)
            size = characters_of(made.value)
            if size > self._free:
                return made
            self._free -= size
            self._kept[key] = made
        return self._kept[key]

    def fresh(self, part, draw, regime, index):
        """The workload, made anew."""
        # Hashed, so that nothing that is logged tells of the secret.
        origin = hashlib.sha256(f'barbican workload\n{self._secret}\n{part}\n{draw}'.encode()).hexdigest()
        rng = Rng(origin).fork(f'{regime}/{index}')
        params = freeze(self.params(regime, rng.fork('params')))
        given = {'params': params, 'rng': rng.fork('generate'), 'data': self._data.of(part)}
        value = _generate(self._problem, regime, given)
        return Workload(regime, index, params, value, rng)

    def params(self, regime, rng):
        """Parameters of one draw, by rejection: a regime is sampled directly, only `where` rejects."""
        rejections = dict.fromkeys(self._problem.where, 0)
        for i in range(TRIES):
            attempt = rng.fork(str(i))
            region = self._regimes[regime].region
            params = {name: sample(space, attempt.fork(name)) for name, space in region.items()}
            broken = next((name for name in rejections if not _meets(self._problem, name, params)), None)
            if broken is None:
                return params
            rejections[broken] += 1
        condition = max(rejections, key=rejections.get)
        raise Fault(
            self._problem.file,
            f'leaves the regime "{regime}" empty: none of {TRIES} draws met every condition,'
            f' this one rejected {rejections[condition]}',
            key=f'where.{condition}',
            hint='narrow the regime (or typical) to where the condition can hold, or loosen the condition',
        )


def characters_of(value):
    """Characters of a workload as JSON; what JSON does not have counts as its text."""
    try:
        return len(json.dumps(value, default=lambda part: part.tolist() if hasattr(part, 'tolist') else vars_of(part)))
    except (TypeError, ValueError, RecursionError):
        # Keys that are no texts, or objects that know each other.
        return len(repr(value))


def vars_of(part):
    return vars(part) if hasattr(part, '__dict__') else str(part)


def _meets(problem, condition, params):
    key = f'where.{condition}'
    try:
        verdict = problem.where[condition](params)
    except (Exception, SystemExit) as error:
        message = f'threw {error_text(error)} on {shown(params)}'
        hint = 'it must be true or false for every choice of parameters'
        raise Fault(place_in(problem, error), message, key=key, hint=hint) from error
    if truth_of(verdict) is None:
        raise Fault(problem.file, 'must give true or false', key=key, value=shown(verdict))
    return truth_of(verdict)


def _generate(problem, regime, given):
    try:
        value = problem.generate(**given)
    except Fault:
        # What is wrong with the data says so itself.
        raise
    except (Exception, SystemExit) as error:
        message = f'threw {error_text(error)} in the regime "{regime}" for {shown(given["params"])}'
        raise Fault(place_in(problem, error), message, key='generate') from error
    if value is not None and not hasattr(value, '__next__') and not hasattr(value, '__await__'):
        try:
            return freeze(value)
        except RecursionError:
            value = 'nested too deep, or has itself inside'
    hint = 'return plain data: no generator and nothing async'
    raise Fault(problem.file, 'must give a workload', key='generate', value=shown(value), hint=hint)
