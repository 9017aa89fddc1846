"""Regions of the space of workloads, and bounds on metrics that are missed by degrees."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """A part of the space: a narrower space or one value for some parameters."""

    params: dict


@dataclass(frozen=True)
class Slow:
    """A regime without weight in the score and with a floor on every metric."""

    params: dict
    by: object = None
    than: object = None


@dataclass(frozen=True)
class Rule:
    """A bound on a metric as the problem states it."""

    kind: str
    in_: str
    limit: object = None
    by: object = None
    than: object = None


def region(**params):
    """A regime: the typical region, overridden by these."""
    return Region(params)


def slow(*, by=None, than=None, **params):
    """A slow path: a regime with no weight in the score and a floor on every metric.

    `by` is the share that may be lost against the baseline `than`; 2 % against the best one if absent.
    """
    return Slow(params, by, than)


def at_most(limit, *, in_='every regime'):
    """The metric is at most `limit`, in its unit; `in_` is a regime, 'every regime', 'every workload' or 'overall'."""
    return Rule('atMost', in_, limit=limit)


def at_least(limit, *, in_='every regime'):
    """The metric is at least `limit`, in its unit."""
    return Rule('atLeast', in_, limit=limit)


def floor(*, by='2%', than=None, in_='every regime'):
    """The metric is not worse than that of the baseline `than` (the best one if absent) by more than a share of it."""
    return Rule('floor', in_, by=by, than=than)
