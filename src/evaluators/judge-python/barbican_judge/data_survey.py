"""Looks at real inputs alone: what each part has, and how much of it an earlier part has too."""

import hashlib
import json
import zlib

from .data_statement import PARTS
from .faults import Fault
from .plain import as_json, same
from .row_split import members_of

#: A piece of text ends after a line whose checksum is a multiple of this: pieces are found again wherever they stand.
LINES_PER_PIECE = 8
#: Shorter pieces are alike by chance.
LEAST_PIECE_BYTES = 256


def survey_data(store, file, progress):
    """One report for each set. `progress()` is called before each file is read."""
    return [_survey_set(store, one, file, progress) for one in store.sets]


def _survey_set(store, data_set, file, progress):
    _check_parse(store, data_set, file, progress)
    earlier, parts = {}, []
    for part in PARTS:
        pieces = {}
        size = {'files': 0, 'bytes': 0, 'rows': None if data_set.said.split == 'by_file' else 0}
        for content, rows in _contents_of(store, data_set, part):
            progress()
            size['files'] += 1
            size['bytes'] += len(content)
            if size['rows'] is not None:
                size['rows'] += rows
            for piece, length in _pieces_of(content):
                pieces[piece] = pieces.get(piece, 0) + length
        shared = {
            other: sum(length for piece, length in pieces.items() if piece in known)
            for other, known in earlier.items()
        }
        earlier[part] = frozenset(pieces)
        parts.append({'part': part, **size, 'sharedBytes': shared})
    return {'name': data_set.said.name, 'parts': parts}


def _check_parse(store, data_set, file, progress):
    """Every file is parsed, so that one of the holdout that cannot be is found now."""
    for i, one in enumerate(sorted(data_set.files, key=lambda file: file.bytes)):
        progress()
        value = store.parsed(data_set, one)
        if i == 0 and not same(value, store.parsed(data_set, one)):
            message = f'is not pure: it gave two different values for {one.path}'
            hint = 'use no clock, no chance and no state outside'
            raise Fault(file, message, key=f'{data_set.said.key}.parse', hint=hint)


def _contents_of(store, data_set, part):
    """What a part reads, file by file: bytes, or its rows without the column that splits them."""
    if data_set.said.split == 'by_file':
        for file in data_set.files:
            if file.part == part:
                with open(file.full_path, 'rb') as source:
                    yield source.read(), 0
        return
    for _, value in store.items_of(data_set, part):
        rows = value()
        lines = [json.dumps(_without(row, data_set.said.column), default=as_json) for row in rows]
        yield ('\n'.join(lines) + '\n').encode(), len(rows)


def _without(row, column):
    return {name: member for name, member in members_of(row).items() if name != column}


def _pieces_of(content):
    """The pieces of some bytes, with their lengths; each counts as often as it stands there.

    A piece that says the same line again and again is alike by chance, and left out.
    """
    piece, length, sums = [], 0, []
    for line in content.splitlines(keepends=True):
        checksum = zlib.crc32(line)
        piece.append(line)
        sums.append(checksum)
        length += len(line)
        if length < LEAST_PIECE_BYTES or checksum % LINES_PER_PIECE != 0:
            continue
        if 2 * len(set(sums)) > len(sums):
            yield hashlib.sha256(b''.join(piece)).digest(), length
        piece, length, sums = [], 0, []
    if length >= LEAST_PIECE_BYTES and 2 * len(set(sums)) > len(sums):
        yield hashlib.sha256(b''.join(piece)).digest(), length
