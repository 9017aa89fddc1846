"""What is wrong with a problem: where, what is there, and what would be right."""

import json
import os

SHOWN_CHARACTERS = 200
ERROR_CHARACTERS = 300


class Fault(Exception):
    """A problem that cannot be used as it is written."""

    def __init__(self, file, message, *, key=None, value=None, hint=None):
        super().__init__(message)
        self.file, self.key, self.value, self.message, self.hint = file, key, value, message, hint

    def as_json(self):
        parts = {'file': self.file, 'key': self.key, 'value': self.value, 'message': self.message, 'hint': self.hint}
        return {name: part for name, part in parts.items() if part is not None}


def shown(value):
    """A value as a fault shows it: JSON-like, in one line."""
    if value is None or isinstance(value, bool):
        text = str(value)
    elif callable(value) and not isinstance(value, type):
        text = 'a function'
    else:
        text = _text_of(value)
    return text if len(text) <= SHOWN_CHARACTERS else f'{text[: SHOWN_CHARACTERS - 1]}…'


def _text_of(value):
    try:
        return json.dumps(value, separators=(',', ':'), ensure_ascii=False, default=_plain_or_text)
    except (TypeError, ValueError, RecursionError):
        return repr(value)


def _plain_or_text(value):
    if hasattr(value, 'tolist'):
        return value.tolist()
    if hasattr(value, '__dataclass_fields__') and not isinstance(value, type):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    return str(value)


def error_text(error):
    """What was raised, as one line: its name and message."""
    line = (f'{type(error).__name__}: {error}'.split('\n') or [''])[0]
    return line if len(line) <= ERROR_CHARACTERS else f'{line[: ERROR_CHARACTERS - 1]}…'


def place_in(problem, error):
    """The innermost place in the problem's folder where `error` was raised, as `file:line`; else the problem file.

    `problem` has `file` as messages show it, and `folder` as an absolute path.
    """
    place = problem.file
    stack = error.__traceback__
    while stack:
        path = stack.tb_frame.f_code.co_filename
        if path.startswith(problem.folder + os.sep):
            place = f'{shown_path(problem, path)}:{stack.tb_lineno}'
        stack = stack.tb_next
    return place


def shown_path(problem, path):
    """A path of the problem's folder as messages show it."""
    return os.path.join(os.path.dirname(problem.file), os.path.relpath(path, problem.folder))


def nearest(name, known):
    """The name in `known` that is nearest to `name`, if it is near enough to be meant."""
    ranked = sorted((_edit_distance(name.lower(), one.lower()), i) for i, one in enumerate(known))
    if not ranked or ranked[0][0] > max(2, len(name) / 3):
        return None
    return known[ranked[0][1]]


def known_names(name, known):
    """A hint for an unknown name: the nearest known one, or all of them."""
    known = list(known)
    meant = nearest(name, known)
    if meant is not None:
        return f'did you mean "{meant}"?'
    return f'known are {", ".join(known)}' if known else 'there are none'


def _edit_distance(a, b):
    """Levenshtein 1966."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        following = [i]
        for j, y in enumerate(b, 1):
            following.append(min(row[j - 1] + (x != y), row[j] + 1, following[j - 1] + 1))
        row = following
    return row[-1]
