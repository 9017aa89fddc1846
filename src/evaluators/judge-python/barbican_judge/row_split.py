"""Divides the rows of files among the parts of a run, by the values of a column or by time."""

import hashlib
import json
import math
import re
from datetime import datetime, timezone

from .data_statement import PARTS
from .faults import Fault, known_names, shown
from .globs import pattern_of
from .plain import FrozenList, is_dataclass_instance

DATE = re.compile(r'\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?')


def split_rows(data_set, parsed, file):
    """The rows of each part, as a list of path and rows; files without any row of a part are left out of it.

    `parsed` is what `parse` gave for each file of the set.
    """
    said = data_set.said
    files = [(one.path, rows, _cells(said, rows, one.path, file)) for one, rows in zip(data_set.files, parsed)]
    cells = [cell for _, _, of_file in files for cell in of_file]
    part_of = _part_by_time(said, cells, file) if said.split == 'by_time' else _part_by_key(said, cells, file)
    parts = {part: [] for part in PARTS}
    for path, rows, of_file in files:
        for part, mine in _grouped(rows, map(part_of, of_file)).items():
            parts[part].append((path, FrozenList(mine)))
    for part in PARTS:
        if not parts[part]:
            message = f'is empty: no row of {said.glob} belongs to it'
            raise Fault(file, message, key=f'{said.key}.split.{part}', hint=_empty_hint(said, cells))
    return parts


def members_of(row):
    """The columns of a row by name."""
    if isinstance(row, dict):
        return row
    return {name: getattr(row, name) for name in row.__dataclass_fields__} if is_dataclass_instance(row) else {}


def _grouped(rows, parts):
    groups = {}
    for row, part in zip(rows, parts):
        if part is not None:
            groups.setdefault(part, []).append(row)
    return groups


def _empty_hint(said, cells):
    if said.split == 'by_time':
        return 'give it a larger share, or make the gap shorter'
    values = sorted(set(map(_text, cells)))
    return f'{said.column} has {len(values)} values: {", ".join(values[:8])}{", …" if len(values) > 8 else ""}'


def _cells(said, rows, path, file):
    """What the column has in each row."""
    if not isinstance(rows, (list, tuple)):
        hint = f'{said.split} splits rows: objects that have the column "{said.column}"'
        message = f'must give a list of rows for {path}'
        raise Fault(file, message, key=f'{said.key}.parse', value=shown(rows), hint=hint)
    cells = []
    for i, row in enumerate(rows):
        members = members_of(row)
        cell = members.get(said.column)
        if cell is None:
            message = f'names a column that row {i} of {path} does not have'
            hint = known_names(said.column, list(members))
            raise Fault(file, message, key=f'{said.key}.split.column', value=json.dumps(said.column), hint=hint)
        if not _is_cell(cell, said.split):
            message = f'has a value in row {i} of {path} that cannot be split by'
            hint = 'it must be a text' + (', a number or a truth' if said.split == 'by_key' else ' or a number')
            raise Fault(file, message, key=f'{said.key}.split.column', value=shown(cell), hint=hint)
        cells.append(cell)
    return cells


def _is_cell(cell, split):
    if isinstance(cell, bool):
        return split == 'by_key'
    return isinstance(cell, str) or (isinstance(cell, (int, float)) and math.isfinite(cell))


def _text(cell):
    if isinstance(cell, bool):
        return 'true' if cell else 'false'
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _part_by_key(said, cells, file):
    values = list(dict.fromkeys(map(_text, cells)))
    if said.globs is None:
        part_by_value = _parts_by_share(values, said.shares)
    else:
        patterns = {part: [pattern_of(glob) for glob in said.globs[part]] for part in PARTS}
        part_by_value = {value: _part_named(said, patterns, value, file) for value in values}
    return lambda cell: part_by_value[_text(cell)]


def _part_named(said, patterns, value, file):
    parts = [part for part in PARTS if any(pattern.fullmatch(value) for pattern in patterns[part])]
    if len(parts) == 1:
        return parts[0]
    message = f'is a value in two parts, {parts[0]} and {parts[1]}' if parts else 'is a value in no part'
    hint = 'each value of the column belongs to one part'
    raise Fault(file, message, key=f'{said.key}.split', value=json.dumps(value), hint=hint)


def _parts_by_share(values, shares):
    """Values in the order of their hashes, cut by the shares: the same values are always cut alike."""
    ordered = sorted(values, key=lambda value: hashlib.sha256(value.encode(errors='surrogatepass')).hexdigest())
    first, second = _cuts(len(ordered), shares)
    return {
        value: 'search' if i < first else 'selection' if i < second else 'holdout' for i, value in enumerate(ordered)
    }


def _cuts(count, shares):
    """Where a list of `count` is cut in three; no piece is empty if there is enough."""
    first = max(1, min(count - 2, int(shares['search'] * count + 0.5)))
    second = max(first + 1, min(count - 1, int((shares['search'] + shares['selection']) * count + 0.5)))
    return first, second


def _part_by_time(said, cells, file):
    dates = all(isinstance(cell, str) for cell in cells)

    def time_of(cell):
        if dates:
            return _ms_of(cell)
        return cell if not isinstance(cell, str) else None

    bad = next((cell for cell in cells if time_of(cell) is None), None)
    if bad is not None:
        hint = 'all must be finite numbers, or all dates such as 2024-05-01T12:00:00Z'
        raise Fault(file, 'has a value that is no time', key=f'{said.key}.split.column', value=shown(bad), hint=hint)
    if dates != said.gap_has_unit:
        hint = "the column has numbers: write a number in the column's unit"
        if dates:
            hint = "the column has dates: write a text such as '2h'"
        raise Fault(file, 'does not fit the column', key=f'{said.key}.split.gap', hint=hint)
    times = sorted(map(time_of, cells))
    first, second = (times[i] if i < len(times) else math.inf for i in _cuts(len(times), said.shares))

    def part_of(cell):
        time = time_of(cell)
        if time < first:
            return 'search'
        if time < second:
            return 'selection' if time >= first + said.gap else None
        return 'holdout' if time >= second + said.gap else None

    return part_of


def _ms_of(text):
    """A date in milliseconds, in UTC where it names no zone; None if it is none."""
    if not DATE.fullmatch(text):
        return None
    try:
        date = datetime.fromisoformat(text[:-1] + '+00:00' if text.endswith('Z') else text)
    except ValueError:
        return None
    return (date if date.tzinfo else date.replace(tzinfo=timezone.utc)).timestamp() * 1000
