"""Reads what `problem.py` states: checks it and fills in what it leaves out."""

from barbican.metric_words import Metric
from barbican.not_yet import Later
from barbican.problem import Problem
from barbican.program_words import Function
from barbican.rule_words import Region, Rule, Slow

from . import checks
from .checks import At
from .constraints import constraints_of
from .data_statement import data_statements
from .faults import Fault, known_names, shown
from .loaded import LoadedProblem, MetricStatement, Regime
from .program_part import program_part
from .spaces import is_space, is_within

OUTPUT_BYTES = 8 * 2**20
#: Time for a build unless the problem says otherwise: a minute.
BUILD_MS = 60_000
COUNTS = {'search': 3, 'selection': 8, 'holdout': 12}
SCOPES = ('every regime', 'every workload', 'overall')
PROBLEM_NAME = checks.named(r'[a-z0-9]+(-[a-z0-9]+)*', 'lower case with hyphens, such as cache-eviction')
WITHIN = checks.named(r'mean|sum|max|(p|tail)\d+(\.\d+)?', "'mean', 'sum', 'max', 'p99', 'tail99' or the like")
ACROSS = checks.named('mean|geomean|worst|ratio', "'mean', 'geomean', 'worst' or 'ratio'")


class Names:
    """The names that a problem gives, for checking those that it uses."""

    def __init__(self, file, said):
        self.at = At(file)
        self.known = {
            what: list(checks.mapping(said[key], self.at.member(key)))
            for what, key in (
                ('metric', 'metrics'),
                ('regime', 'regimes'),
                ('baseline', 'baselines'),
                ('parameter', 'params'),
            )
        }
        self.known['scope'] = [*self.known['regime'], *SCOPES]
        for what, key in (('metric', 'metrics'), ('regime', 'regimes'), ('baseline', 'baselines')):
            if not self.known[what]:
                raise self.at.member(key).fault(f'must name at least one {what}', {})

    def check(self, at, used, what):
        for name in used:
            if name in self.known[what]:
                continue
            hint = known_names(str(name), self.known[what])
            raise at.fault(f'names a {what} that does not exist', name, hint)


def read_problem(problem, file, folder):
    """The problem in `problem.py`, checked."""
    at = At(file)
    if not isinstance(problem, Problem):
        hint = 'write `problem = Problem(…)`'
        raise at.member('problem').fault('must be a problem', problem, hint)
    said = problem.said
    _refuse_later(said, at)
    names = Names(file, said)
    regimes = _regimes(said, names)
    metrics = tuple(_metric(name, metric, names) for name, metric in said['metrics'].items())
    objectives = checks.sequence(checks.text, said['objectives'], at.member('objectives'))
    if not objectives:
        raise at.member('objectives').fault('must name at least one metric', [])
    names.check(at.member('objectives'), objectives, 'metric')
    limits, build_ms = _limits(said['limits'], at.member('limits'))
    slow_by_regime = {name: part if isinstance(part, Slow) else None for name, part in said['regimes'].items()}
    return LoadedProblem(
        file=file,
        folder=folder,
        name=PROBLEM_NAME(said['name'], at.member('name')),
        summary=checks.text(said['summary'], at.member('summary')),
        background=_optional(checks.text, said['background'], at.member('background')),
        **program_part(problem, at, build_ms),
        limits=limits,
        regimes=regimes,
        where=_conditions(said['where'] or {}, at.member('where')),
        counts=_counts(said['per_regime'], at.member('per_regime')),
        data=data_statements(said['data'], at.member('data')),
        metrics=metrics,
        objectives=objectives,
        constraints=constraints_of(said, objectives, slow_by_regime, names),
        baseline_paths={
            name: checks.text(path, at.member(f'baselines.{name}')) for name, path in said['baselines'].items()
        },
        **_functions(problem, at),
    )


def _refuse_later(said, at):
    """Words that the language has and this version does not."""
    program, limits = said['program'], said['limits']
    later = []
    if isinstance(program, Function) and program.memory not in (None, 'none'):
        why = "a function has no memory: leave it out, or make it a 'policy', which remembers within a workload"
        later.append(('program.memory', program.memory, why))
    if isinstance(said['objectives'], Later):
        why = 'name the metrics in order of importance instead, the most important first'
        later.append(('objectives.pareto', list(said['objectives'].said), why))
    if isinstance(limits, dict) and 'cores' in limits:
        later.append(('limits.cores', limits['cores'], 'a program has one core'))
    for key, value, why in later:
        raise at.member(key).fault('is not yet supported', value, why)


def _optional(check, value, at):
    return None if value is None else check(value, at)


def _limits(value, at):
    """Those of a program that runs, and the time for its build."""
    shape = {
        'call_ms': checks.positive,
        'workload_ms': checks.positive,
        'memory_mib': checks.positive,
        'output_bytes': checks.count,
        'build_ms': checks.positive,
    }
    limits = checks.record(shape, value, at, optional=('call_ms', 'output_bytes', 'build_ms'))
    running = {
        'callMs': limits.get('call_ms', limits['workload_ms']),
        'workloadMs': limits['workload_ms'],
        'memoryMiB': limits['memory_mib'],
        'outputBytes': limits.get('output_bytes', OUTPUT_BYTES),
    }
    return running, limits.get('build_ms', BUILD_MS)


def _conditions(value, at):
    for says, holds in checks.mapping(value, at).items():
        if not callable(holds):
            raise at.member(says).fault('must be a function', holds)
    return value


def _counts(value, at):
    return COUNTS if value is None else checks.record(dict.fromkeys(COUNTS, checks.count), value, at)


def _metric(name, metric, names):
    at = names.at.member('metrics').member(name)
    checks.instance(Metric, "must be maximize('unit') or minimize('unit')")(metric, at)
    only = [metric.only] if isinstance(metric.only, str) else metric.only
    only = checks.sequence(checks.text, only, at.member('only'))
    names.check(at.member('only'), only, 'regime')
    return MetricStatement(
        name=name,
        direction=metric.direction,
        unit=checks.text(metric.unit, at.member('unit')),
        of=WITHIN(metric.of, at.member('of')),
        across=ACROSS(metric.across, at.member('across')),
        only=only,
        min_effect=checks.share(metric.min_effect, at.member('min_effect')),
    )


def _regimes(said, names):
    at = names.at.member('regimes')
    params = said['params']
    for name, space in params.items():
        if not is_space(space):
            where = names.at.member('params').member(name)
            raise where.fault('must be a space, such as real(0, 1) or one_of(…)', space)
        for i, item in enumerate(getattr(space, 'items', ())):
            checks.param_value(item, names.at.member('params').member(name).member('items').member(i))
    typical = _region(said['typical'] or {}, names.at.member('typical'))
    _check_region(typical, params, names, names.at.member('typical'))
    regimes = []
    for name, part in said['regimes'].items():
        here = at.member(name)
        if name in SCOPES:
            raise here.fault('must have another name', hint=f'"{name}" says where a constraint is checked')
        own = part.params if isinstance(part, Slow) else _region(part, here)
        _check_region(own, params, names, here)
        regimes.append(Regime(name, isinstance(part, Slow), {**params, **typical, **own}))
    if all(regime.slow for regime in regimes):
        hint = 'slow regimes have no weight in the score'
        raise at.fault('must have at least one regime that is not slow(…)', hint=hint)
    return tuple(regimes)


def _region(part, at):
    if isinstance(part, Region):
        return part.params
    if isinstance(part, dict):
        return part
    raise at.fault('must be region(…) or slow(…)', part)


def _check_region(region, params, names, at):
    names.check(at, region, 'parameter')
    for name, part in region.items():
        if not is_space(part) and (isinstance(part, bool) or not isinstance(part, (int, float, str))):
            raise at.member(name).fault('must be a value or a space', part)
        if not is_within(part, params[name]):
            value = str(part) if is_space(part) else shown(part)
            message = f"must lie within the parameter's own space {params[name]}"
            raise Fault(at.file, message, key=at.member(name).key, value=value)


def _functions(problem, at):
    def wanted(name, given):
        if name not in problem.functions:
            raise at.member(name).fault('is missing', hint=f'write it below @problem.{name}')
        return checks.function(given, problem.functions[name], at.member(name))

    has_bound = 'bound' in problem.functions
    return {
        'generate': wanted('generate', ('params', 'rng', 'data')),
        'measure': wanted('measure', ('workload', 'output', 'usage')),
        'bound': wanted('bound', ('workload',)) if has_bound else None,
        'invariants': {
            says: checks.function(('workload', 'output'), holds, at.member(f'invariants.{says}'))
            for says, holds in problem.invariants.items()
        },
        'relations': {
            says: (
                checks.function(('workload', 'rng'), change, at.member(f'relations.{says}')),
                checks.share(within, at.member(f'relations.{says}.within')),
            )
            for says, (change, within) in problem.relations.items()
        },
    }
