"""Real inputs, given out part by part. Nothing is parsed before it is picked; rows are split when the first is."""

import hashlib
import inspect
import json

from .data_statement import PARTS
from .faults import Fault, error_text, place_in, shown
from .plain import FrozenDict, freeze
from .row_split import split_rows

#: Bytes of files whose parsed form is kept.
KEPT_BYTES = 512 * 2**20


class Picker:
    """What `generate` has of one set: the inputs of its part of the run and no others."""

    __slots__ = ('pick',)

    def __init__(self, pick):
        object.__setattr__(self, 'pick', pick)

    def __setattr__(self, name, _value):
        raise AttributeError(f'{name} must not be changed')


class DataStore:
    """Gives `generate` of each part what is its own."""

    def __init__(self, sets, problem):
        self.sets, self._problem = sets, problem
        self._kept, self._kept_bytes = {}, 0
        self._rows = {}

    def of(self, part):
        """What `generate` gets: what confirms a claim comes from where it was selected."""
        own = 'selection' if part == 'confirmation' else part
        return FrozenDict({one.said.name: Picker(self._picking(one, own)) for one in self.sets})

    def check_parts(self):
        """Every part of every set must have something, or the fault is found late: in the holdout."""
        for one in self.sets:
            for part in PARTS:
                self.items_of(one, part)

    def items_of(self, data_set, part):
        """The inputs of one part, in order: paths with functions that read them, or take them from what is kept."""
        if not data_set.files:
            return []
        if data_set.said.split == 'by_file':
            mine = [file for file in data_set.files if file.part == part]
            return [(file.path, lambda file=file: self._kept_of(data_set, file)) for file in mine]
        return [(path, lambda rows=rows: rows) for path, rows in self._rows_of(data_set)[part]]

    def parsed(self, data_set, file):
        """One file parsed now, and not kept."""
        return freeze(_parse(data_set.said, file, self._problem))

    def _picking(self, data_set, part):
        def pick(rng=None):
            if not hasattr(rng, 'randrange'):
                name = data_set.said.name
                message = f'must give its chance to data[{name!r}].pick'
                hint = f'write data[{name!r}].pick(rng)'
                raise Fault(self._problem.file, message, key='generate', value=shown(rng), hint=hint)
            items = self.items_of(data_set, part)
            return items[rng.randrange(len(items))][1]() if items else None

        return pick

    def _kept_of(self, data_set, file):
        if file not in self._kept:
            value = self.parsed(data_set, file)
            while self._kept and self._kept_bytes + file.bytes > KEPT_BYTES:
                oldest = next(iter(self._kept))
                del self._kept[oldest]
                self._kept_bytes -= oldest.bytes
            self._kept[file] = value
            self._kept_bytes += file.bytes
        return self._kept[file]

    def _rows_of(self, data_set):
        if data_set not in self._rows:
            size = sum(file.bytes for file in data_set.files)
            if size > KEPT_BYTES:
                message = f'is too large to be split by rows, of at most {KEPT_BYTES} bytes'
                key = data_set.said.key
                raise Fault(self._problem.file, message, key=key, value=f'{size} bytes', hint='split it by files')
            parsed = [self.parsed(data_set, file) for file in data_set.files]
            self._rows[data_set] = split_rows(data_set, parsed, self._problem.file)
        return self._rows[data_set]


def _parse(said, file, problem):
    key = f'{said.key}.parse'
    try:
        with open(file.full_path, 'rb') as source:
            content = source.read()
    except OSError as error:
        message = f'cannot be read any more ({error.strerror})'
        raise Fault(problem.file, message, key=said.key, value=json.dumps(file.path)) from error
    if hashlib.sha256(content).hexdigest() != file.hash:
        message = 'was changed while programs were judged by it'
        hint = 'put it back as it was and resume, or start a new run'
        raise Fault(problem.file, message, key=said.key, value=json.dumps(file.path), hint=hint)
    try:
        value = said.parse(content, file.path) if _takes_name(said.parse) else said.parse(content)
    except (Exception, SystemExit) as error:
        message = f'threw {error_text(error)} on {file.path}'
        raise Fault(place_in(problem, error), message, key=key) from error
    if value is None or hasattr(value, '__next__') or hasattr(value, '__await__'):
        hint = 'return it: no generator and nothing async'
        message = f'must give plain data for {file.path}'
        raise Fault(problem.file, message, key=key, value=shown(value), hint=hint)
    return value


def _takes_name(parse):
    """Whether `parse` has a place for the file's name beside its bytes."""
    try:
        inspect.signature(parse).bind(b'', '')
    except (TypeError, ValueError):
        return False
    # A second argument with a default is the function's own, such as `encoding` of `json.loads`.
    places = [
        one
        for one in inspect.signature(parse).parameters.values()
        if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)
    ]
    return len(places) < 2 or places[1].default is inspect.Parameter.empty
