"""Finds the files of real inputs and hashes them; nothing is parsed here."""

import dataclasses
import errno
import hashlib
import json
import os
from dataclasses import dataclass

from .data_statement import PARTS, DataStatement
from .faults import Fault
from .globs import is_pattern, pattern_of

#: The largest file, in bytes: one is given to `parse` whole.
FILE_BYTES = 2**30
CHUNK_BYTES = 2**20
SHOWN_NAMES = 5
#: Folders that a `**` goes down: links may lead round in a circle.
DEEPEST = 16
WORDS = {'by_file': 'byFile', 'by_key': 'byKey', 'by_time': 'byTime'}


@dataclass(frozen=True, eq=False)
class DataFile:
    """One file of a set. `path` is from the folder of the data, with `/`; `part` that of a split by whole files."""

    path: str
    full_path: str
    bytes: int
    hash: str
    part: str = None


@dataclass(frozen=True, eq=False)
class DataSet:
    """The files of one entry of `data`, in the order of their paths; none only if they are optional."""

    said: DataStatement
    files: tuple


def find_data(statements, place, data_path):
    """The files of every entry. `data_path` is the folder that `--data` names, or None; it comes before the problem's own."""
    folders = [place.folder]
    if data_path is not None:
        if not os.path.isdir(data_path):
            raise Fault('--data', 'is not a folder', value=json.dumps(data_path))
        folders = [data_path, place.folder]
        if not any(_paths_in(data_path, one.glob) for one in statements):
            raise _nothing_given(statements, place, data_path)
    return tuple(_set_in(one, folders, place.file) for one in statements)


def describe_data(sets):
    """What the log says of the data."""
    return [
        {
            'name': one.said.name,
            'glob': one.said.glob,
            'licence': one.said.licence,
            'public': one.said.public,
            'split': WORDS[one.said.split],
            'files': [
                {
                    'path': file.path,
                    'bytes': file.bytes,
                    'hash': file.hash,
                    **({} if file.part is None else {'part': file.part}),
                }
                for file in one.files
            ],
        }
        for one in sets
    ]


def _nothing_given(statements, place, data_path):
    value = json.dumps(data_path)
    if not statements:
        return Fault('--data', f'is given, and {place.file} reads no files', value=value, hint='leave it out')
    globs = ', '.join(f'{one.name}: {one.glob}' for one in statements)
    return Fault('--data', 'holds no file that the problem reads', value=value, hint=f'it looks for {globs}')


def _set_in(said, folders, file):
    folder, paths = next(((one, paths) for one in folders if (paths := _paths_in(one, said.glob))), (folders[-1], []))
    if not paths and not said.optional:
        hint = f'paths are from {folder}; --data names another folder'
        raise Fault(file, 'matches no file', key=said.key, value=json.dumps(said.glob), hint=hint)
    files = [_file_at(said, folder, path, file) for path in paths]
    return DataSet(said, tuple(_assigned(said, files, file) if said.split == 'by_file' else files))


def _paths_in(folder, glob):
    """Files under `folder` whose path matches, in order. Hidden ones do not count; folders that are links are followed."""
    whole = pattern_of(glob)
    segments = glob.split('/')
    depth = DEEPEST if '**' in segments else len(segments)

    def walk(at):
        for name in os.listdir(os.path.join(folder, at)):
            if name.startswith('.'):
                continue
            path = f'{at}/{name}' if at else name
            if not os.path.isdir(os.path.join(folder, path)):
                if whole.fullmatch(path):
                    yield path
            elif len(path.split('/')) < depth:
                yield from walk(path)

    fixed = _fixed_folder(glob)
    return sorted(walk(fixed)) if os.path.isdir(os.path.join(folder, fixed)) else []


def _fixed_folder(glob):
    """The folders of a glob before its first pattern."""
    segments = glob.split('/')[:-1]
    first = next((i for i, one in enumerate(segments) if is_pattern(one)), len(segments))
    return '/'.join(segments[:first])


def _file_at(said, folder, path, file):
    full_path = os.path.join(folder, path)
    at = {'key': said.key, 'value': json.dumps(path)}
    try:
        with open(full_path, 'rb') as source:
            size = os.fstat(source.fileno()).st_size
            if size > FILE_BYTES:
                message = f'is too large: {size} bytes, of at most {FILE_BYTES}'
                raise Fault(file, message, **at, hint='split it into several files')
            digest, count = hashlib.sha256(), 0
            while chunk := source.read(CHUNK_BYTES):
                digest.update(chunk)
                count += len(chunk)
    except OSError as error:
        message = f'cannot be read ({errno.errorcode.get(error.errno, error.errno)})'
        raise Fault(file, message, **at, hint='let its owner give you the right to read it') from error
    return DataFile(path, full_path, count, digest.hexdigest())


def _assigned(said, found, file):
    """The files with their parts."""
    key = f'{said.key}.split'
    fixed = _fixed_folder(said.glob)
    patterns = {part: [(glob, pattern_of(glob)) for glob in said.globs[part]] for part in PARTS}

    def parts_of(path):
        inner = path[len(fixed) + 1 :] if fixed else path
        name = path.split('/')[-1]
        return [
            part
            for part in PARTS
            if any(pattern.fullmatch(inner if '/' in glob else name) for glob, pattern in patterns[part])
        ]

    files = []
    for one in found:
        parts = parts_of(one.path)
        value = json.dumps(one.path)
        if not parts:
            hint = f'name it in one, or narrow the glob {json.dumps(said.glob)}'
            raise Fault(file, 'is in no part', key=key, value=value, hint=hint)
        if len(parts) > 1:
            message = f'is in two parts, {parts[0]} and {parts[1]}'
            raise Fault(file, message, key=key, value=value, hint='a file belongs to one part')
        files.append(dataclasses.replace(one, part=parts[0]))
    if files:
        _refuse_empty_and_twins(said, files, file)
    return files


def _refuse_empty_and_twins(said, files, file):
    key = f'{said.key}.split'
    for part in PARTS:
        if any(one.part == part for one in files):
            continue
        names = ', '.join(one.path for one in files[:SHOWN_NAMES]) + (', …' if len(files) > SHOWN_NAMES else '')
        value = json.dumps(list(said.globs[part]))
        raise Fault(file, 'is empty: no file matches', key=f'{key}.{part}', value=value, hint=f'there are {names}')
    first_by_hash = {}
    for one in files:
        twin = first_by_hash.setdefault(one.hash, one)
        if twin.part != one.part:
            message = f'is in {one.part} and byte for byte the same as {twin.path} in {twin.part}'
            hint = 'what a search has seen tells nothing about what it has not: keep one of them'
            raise Fault(file, message, key=key, value=json.dumps(one.path), hint=hint)
