"""What is measured: which way is better, in which unit, how many numbers become one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Metric:
    """A metric as the problem states it."""

    direction: str
    unit: str
    of: str
    across: str
    only: tuple
    min_effect: object


def maximize(unit, *, of='mean', across='mean', only=(), min_effect='1%'):
    """A metric of which more is better.

    `of` says how the samples of one workload become a number (`'mean'`, `'sum'`, `'max'`, `'p99'`, `'tail99'`: the mean
    beyond p99), `across` how those of several workloads do (`'mean'`, `'geomean'`, `'worst'`, `'ratio'`), `only` the
    regimes in which the metric exists (all if empty), `min_effect` the smallest relative difference that matters.
    """
    return Metric('maximize', unit, of, across, only, min_effect)


def minimize(unit, *, of='mean', across='mean', only=(), min_effect='1%'):
    """A metric of which less is better; the options are those of `maximize`."""
    return Metric('minimize', unit, of, across, only, min_effect)
