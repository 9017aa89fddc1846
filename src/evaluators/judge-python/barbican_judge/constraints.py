"""Bounds on metrics: those that the problem states, and the floors that it has unless it says why not."""

from barbican.rule_words import Rule

from . import checks

FLOOR_BY = 0.02


def constraints_of(said, objectives, slow_by_regime, names):
    """All constraints as the engine knows them."""
    at = names.at.member('constraints')
    written = []
    for metric, value in checks.mapping(said['constraints'] or {}, at).items():
        here = at.member(metric)
        names.check(here, [metric], 'metric')
        several = isinstance(value, (list, tuple))
        for i, rule in enumerate(value if several else [value]):
            written.append(_constraint(metric, rule, here.member(i) if several else here, names))
    slack = _slack(slow_by_regime, names)
    constrained = {constraint['metric'] for constraint in written}
    floors = []
    if said['no_floors'] is None:
        for metric in said['metrics']:
            if metric not in constrained:
                floors += _default_floors(metric, objectives, slow_by_regime, slack)
    else:
        checks.text(said['no_floors'], names.at.member('no_floors'))
    return (*written, *floors, *_slow_floors(objectives, slack))


def _constraint(metric, rule, at, names):
    checks.instance(Rule, 'must be at_most(…), at_least(…) or floor(…)')(rule, at)
    names.check(at.member('in_'), [rule.in_], 'scope')
    scope = rule.in_ if rule.in_ in ('every regime', 'every workload', 'overall') else {'regime': rule.in_}
    if rule.kind != 'floor':
        limit = checks.number(rule.limit, at.member('limit'))
        return {'kind': rule.kind, 'metric': metric, 'limit': limit, 'scope': scope}
    if rule.than is not None:
        names.check(at.member('than'), [rule.than], 'baseline')
    return _floor(metric, checks.share(rule.by, at.member('by')), rule.than, scope)


def _floor(metric, by, than, scope):
    return {'kind': 'floor', 'metric': metric, 'by': by, **({} if than is None else {'than': than}), 'scope': scope}


def _slack(slow_by_regime, names):
    """What `slow(by=…, than=…)` allows, for the regimes that say it."""
    slack = {}
    for regime, slow in slow_by_regime.items():
        if slow is None or (slow.by is None and slow.than is None):
            continue
        at = names.at.member('regimes').member(regime)
        if slow.than is not None:
            names.check(at.member('than'), [slow.than], 'baseline')
        by = FLOOR_BY if slow.by is None else checks.share(slow.by, at.member('by'))
        slack[regime] = (by, slow.than)
    return slack


def _default_floors(metric, objectives, slow_by_regime, slack):
    if metric not in objectives or not slack:
        return [_floor(metric, FLOOR_BY, None, 'every regime')]
    return [_floor(metric, FLOOR_BY, None, {'regime': name}) for name in slow_by_regime if name not in slack]


def _slow_floors(objectives, slack):
    """The floors that `slow(…)` sets for the objectives."""
    return [
        _floor(metric, by, than, {'regime': regime}) for regime, (by, than) in slack.items() for metric in objectives
    ]
