"""Real inputs in files, and how they are divided among the parts of a run."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Data:
    """Real inputs as the problem states them."""

    glob: object
    parse: object
    split: object
    licence: object
    public: object
    optional: object


@dataclass(frozen=True)
class Split:
    """How real inputs are divided, as the problem states it."""

    word: str
    column: object
    parts: dict
    gap: object = None


def files(glob, *, parse, split, licence, public=False, optional=False):
    """Real inputs from files, for `data` of a problem: `generate(params, rng, data)` picks with `data['name'].pick(rng)`.

    `glob` is a path from the problem's folder, or from the folder that `--data` names. `parse(bytes)` or
    `parse(bytes, name)` makes plain data of one file; for `by_key` and `by_time` a list of rows: dicts or dataclasses that
    have the column. `licence` is an SPDX identifier, or `LicenseRef-…` for what has none. `public` says that anybody can
    have the files. With `optional` there may be no such file: `pick` gives `None` then.
    """
    return Data(glob, parse, split, licence, public, optional)


def by_file(*, search, selection, holdout):
    """A split by whole files: a glob or a list of globs for each part. One without `/` is held against the file's name."""
    return Split('by_file', None, {'search': search, 'selection': selection, 'holdout': holdout})


def by_key(column, *, search, selection, holdout):
    """A split by the values of a column: no value is in two parts.

    Shares of the distinct values, which add up to 1; or for each part globs of its values.
    """
    return Split('by_key', column, {'search': search, 'selection': selection, 'holdout': holdout})


def by_time(column, *, search, selection, holdout, gap):
    """A split by time: shares of the rows, which add up to 1; the search has the earliest.

    `gap` is a number in the column's unit, or such as `'2h'` where the column has dates; what lies in it is in no part.
    """
    return Split('by_time', column, {'search': search, 'selection': selection, 'holdout': holdout}, gap)
