"""What `files` was given, checked when a problem is loaded."""

import re
from dataclasses import dataclass

from barbican.data_words import Data, Split

from . import checks
from .faults import Fault, shown
from .globs import fault_of_glob

#: In the order in which later ones must not repeat earlier ones.
PARTS = ('search', 'selection', 'holdout')
LICENCE = r'[A-Za-z0-9][A-Za-z0-9.+-]*(?: (?:AND|OR|WITH) [A-Za-z0-9][A-Za-z0-9.+-]*)*'
MS = {'ms': 1, 's': 1_000, 'm': 60_000, 'h': 3_600_000, 'd': 86_400_000}
GAP = (
    "must be a number in the column's unit, or a text such as '90m', '2h' or '7d' where the column has dates"
)


@dataclass(frozen=True)
class DataStatement:
    """One entry of `data`. `key` is its place in the problem, for messages."""

    name: str
    key: str
    glob: str
    parse: object
    #: 'by_file', 'by_key' or 'by_time'.
    split: str
    column: str
    #: By part, or None if there are shares.
    globs: dict
    shares: dict
    gap: float
    #: Whether the gap was written with a unit, so that it is in milliseconds.
    gap_has_unit: bool
    licence: str
    public: bool
    optional: bool


def data_statements(value, at):
    """The entries of `data`, checked."""
    return tuple(_statement(name, said, at.member(name)) for name, said in checks.mapping(value or {}, at).items())


def _statement(name, said, at):
    checks.instance(Data, "must be files('…', …)")(said, at)
    if not callable(said.parse):
        raise at.member('parse').fault('must be a function', said.parse)
    licence = said.licence
    if not isinstance(licence, str) or not re.fullmatch(LICENCE, licence):
        message = 'must be an SPDX identifier such as MIT or CC-BY-4.0, or LicenseRef-… for what has none'
        raise at.member('licence').fault(message, licence)
    for word in ('public', 'optional'):
        if not isinstance(getattr(said, word), bool):
            raise at.member(word).wrong('bool', getattr(said, word))
    return DataStatement(
        name=name,
        key=at.key,
        glob=_path_glob(said.glob, at),
        parse=said.parse,
        **_split(said.split, at.member('split')),
        licence=licence,
        public=said.public,
        optional=said.optional,
    )


def _path_glob(value, at):
    glob = _glob(value, at)
    if glob.startswith('/') or '..' in glob.split('/'):
        message = "must be a path from the problem's folder, without `..`; --data names another folder"
        raise at.fault(message, value)
    return glob


def _glob(value, at):
    if not isinstance(value, str):
        raise at.wrong('string', value)
    fault = fault_of_glob(value)
    if fault is not None:
        raise at.fault(f'as a glob {fault}', value)
    return value


def _globs(value, at):
    if isinstance(value, str):
        return (_glob(value, at),)
    globs = checks.sequence(_glob, value, at)
    if not globs:
        raise at.fault('must name at least one glob', value)
    return globs


def _split(split, at):
    checks.instance(Split, 'must be by_file(…), by_key(…) or by_time(…)')(split, at)
    base = {'split': split.word, 'column': None, 'globs': None, 'shares': None, 'gap': 0, 'gap_has_unit': False}
    if split.word == 'by_file':
        return {**base, 'globs': _by_part(_globs, split.parts, at)}
    base['column'] = checks.text(split.column, at.member('column'))
    if split.word == 'by_time':
        gap, gap_has_unit = _gap(split.gap, at.member('gap'))
        return {**base, 'shares': _shares(split.parts, at), 'gap': gap, 'gap_has_unit': gap_has_unit}
    if any(isinstance(part, (int, float)) for part in split.parts.values()):
        return {**base, 'shares': _shares(split.parts, at)}
    return {**base, 'globs': _by_part(_globs, split.parts, at)}


def _by_part(check, parts, at):
    return {part: check(parts[part], at.member(part)) for part in PARTS}


def _shares(parts, at):
    shares = _by_part(_share, parts, at)
    total = sum(shares.values())
    if abs(total - 1) >= 1e-9:
        message = f'has shares that add up to {round(total, 6):g}'
        raise at.fault(message, shares, 'they must add up to 1')
    return shares


def _share(value, at):
    share = checks.number(value, at)
    if share <= 0:
        raise at.fault('must be a share above 0', value)
    if share >= 1:
        raise at.fault('must be a share below 1', value)
    return share


def _gap(value, at):
    """The gap, and whether it has a unit: then it is in milliseconds."""
    if isinstance(value, str):
        found = re.fullmatch(r'(\d+(?:\.\d+)?)(ms|s|m|h|d)', value)
        if found:
            return float(found[1]) * MS[found[2]], True
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0:
        return value, False
    raise Fault(at.file, GAP, key=at.key, value=shown(value))
