"""Words that belong to the language and are refused until the judge can keep what they promise."""

from dataclasses import dataclass

from .errors import ConfigError


@dataclass(frozen=True)
class Later:
    """A word of the language that this version does not have."""

    word: str
    said: tuple


def command(*said, **_):
    """Not yet supported: programs that are built and run in steps."""
    return Later('command', said)


def pareto(*metrics):
    """Not yet supported: several objectives without an order."""
    return Later('pareto', metrics)


def files(glob, **_):
    """Not yet supported: real inputs from files."""
    why = f'{glob!r}; read the file at the top of the problem file and use it in "generate"'
    raise ConfigError(f'"files" is not yet supported: {why}')


def by_file(**_):
    """Not yet supported: a split by whole files."""
    raise ConfigError('"by_file" is not yet supported: it splits "files"')


def by_key(*_, **__):
    """Not yet supported: a split by the values of a column."""
    raise ConfigError('"by_key" is not yet supported: it splits "files"')


def by_time(*_, **__):
    """Not yet supported: a split by time."""
    raise ConfigError('"by_time" is not yet supported: it splits "files"')
