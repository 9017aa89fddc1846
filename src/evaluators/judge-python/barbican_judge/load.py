"""Loads a problem file and reads its programs; says what is wrong, and where."""

import hashlib
import inspect
import json
import os
import re
import sys
from dataclasses import dataclass

import barbican
from barbican.errors import ConfigError
from barbican.problem import Problem

from .data_files import describe_data, find_data
from .definition import read_problem
from .faults import Fault, error_text, known_names, place_in, shown_path
from .programs import read_program, refuse_modules
from .tree import read_overlay, read_tree

PROSE_AND_PROGRAMS = ('.md', '.ts', '.mts', '.js', '.mjs', '.cjs', '.py', '.pyc', '.c', '.h', '.cpp', '.cc', '.cxx', '.hpp')
PROSE_AND_PROGRAMS += ('.hh', '.hxx', '.rs', '.db', '.log', '.html')
NOT_JUDGING = (
    *('node_modules', 'runs', 'cheats', '__pycache__', 'venv'),
    # For editors; they name places of one machine.
    *('tsconfig.json', 'pyrightconfig.json'),
)


@dataclass(frozen=True)
class ProblemFiles:
    """What a problem's folder holds, read once."""

    problem: object
    seed_program: dict
    baselines: list
    #: Real inputs: found and hashed.
    data: tuple
    problem_hash: str


@dataclass(frozen=True)
class Place:
    """The problem file as messages show it, and its folder as an absolute path."""

    file: str
    folder: str


def load_problem(problem_path, data_path=None):
    """A folder with `problem.py`, or a file; `data_path` is where real inputs are looked for first. Raises Fault if it cannot be used."""
    file = _problem_file_in(problem_path)
    path = os.path.realpath(file)
    place = Place(file, os.path.dirname(path))
    namespace = _run(path, place)
    problem = read_problem(namespace.get('problem'), file, place.folder)
    seed_program, baselines = _programs_of(problem)
    data = find_data(problem.data, place, data_path)
    inputs = {file.full_path for one in data for file in one.files}
    others = [one for one in _data_files_in(place.folder) if one not in inputs]
    judging = sorted({path, *_modules_in(place.folder), *others})
    texts = json.dumps([seed_program, baselines, *([describe_data(data)] if data else [])])
    return ProblemFiles(problem, seed_program, baselines, data, _hash_of(place.folder, judging, texts))


def _programs_of(problem):
    """The seed program, and the baselines with their names."""
    if problem.command is None:
        seed_program = read_program(problem, 'program.seed', problem.seed_path)
        refuse_modules(problem, seed_program)
        read = lambda key, path: read_program(problem, key, path)  # noqa: E731
    else:
        seed_program = read_tree(problem, problem.seed_path)
        read = lambda key, path: read_overlay(problem, key, path, seed_program)  # noqa: E731
    paths = problem.baseline_paths.items()
    return seed_program, [{'name': name, 'program': read(f'baselines.{name}', path)} for name, path in paths]


def _problem_file_in(problem_path):
    if not os.path.exists(problem_path):
        hint = 'give a folder with problem.py in it, or the file itself'
        raise Fault(problem_path, 'does not exist', hint=hint)
    if not os.path.isdir(problem_path):
        return problem_path
    file = os.path.join(problem_path, 'problem.py')
    if not os.path.exists(file):
        raise Fault(problem_path, 'holds no problem.py', hint='make one with `barbican init --python <folder>`')
    return file


def _run(path, place):
    """The names that the problem file gives."""
    module = type(sys)('problem')
    module.__file__ = path
    sys.modules['problem'] = module
    sys.path.insert(0, place.folder)
    try:
        with open(path, 'rb') as source:
            exec(compile(source.read(), path, 'exec', dont_inherit=True), module.__dict__)
    except (Exception, SystemExit) as error:
        raise _load_fault(error, place, module.__dict__) from error
    return module.__dict__


def _load_fault(error, place, namespace):
    if isinstance(error, SyntaxError):
        return _unparsed(error, place)
    file = place_in(place, error)
    if isinstance(error, ConfigError):
        return Fault(file, str(error))
    if isinstance(error, ModuleNotFoundError) and error.name:
        return _missing_module(error.name, file, place)
    word = _unknown_word(error)
    if word is not None and word not in barbican.__all__:
        return Fault(file, f'uses "{word}", which does not exist', hint=_word_hint(word, error, namespace))
    if isinstance(error, TypeError):
        fault = _wrong_argument(str(error), file)
        if fault is not None:
            return fault
    return Fault(file, f'threw {error_text(error)} while it was loaded')


def _unparsed(error, place):
    file = place.file if error.filename is None else shown_path(place, error.filename)
    line = '' if error.lineno is None else f':{error.lineno}:{error.offset}'
    hint = 'save it as UTF-8' if 'unicode error' in error.msg else None
    return Fault(f'{file}{line}', f'cannot be parsed: {error.msg}', hint=hint)


def _missing_module(name, file, place):
    there = [os.path.splitext(one)[0] for one in sorted(os.listdir(place.folder)) if one.endswith('.py')]
    hint = known_names(name, [one for one in there if one != 'problem'])
    if not hint.startswith('did you mean'):
        hint = f'{sys.executable} ({sys.version.split()[0]}) does not have it, nor does another Python on the path'
    return Fault(file, f'imports "{name}", which cannot be found', hint=hint)


def _unknown_word(error):
    patterns = {
        NameError: r"name '(\w+)' is not defined",
        ImportError: r"cannot import name '(\w+)' from 'barbican'",
        AttributeError: r"(?:module 'barbican'|'Problem' object) has no attribute '(\w+)'",
    }
    for kind, pattern in patterns.items():
        found = re.match(pattern, str(error)) if isinstance(error, kind) else None
        if found:
            return found[1]
    return None


def _word_hint(word, error, namespace):
    if "'Problem' object" in str(error):
        return known_names(word, [name for name in vars(Problem) if not name.startswith('_')])
    own = [name for name in namespace if not name.startswith('_')]
    return known_names(word, dict.fromkeys([*barbican.__all__, *own]))


def _wrong_argument(text, file):
    """A slip in the arguments of a word, from what Python says of it."""
    slips = r'got an unexpected keyword argument|missing \d+ required .*?:'
    found = re.match(rf"(?:(\w+)\.)?(\w+)\(\) ({slips}) '(\w+)'", text)
    if not found:
        return None
    owner, name, what, argument = found.groups()
    word = owner if name == '__init__' else name
    if word not in barbican.__all__ and word != 'relation':
        return None
    key = argument if word == 'Problem' else f'{word}({argument})'
    if what.startswith('missing'):
        return Fault(file, 'is missing', key=key)
    known = inspect.signature(getattr(barbican, word, None) or getattr(Problem, word)).parameters
    return Fault(file, 'is not a key that a problem has', key=key, hint=known_names(argument, known))


def _modules_in(folder):
    """Files of the problem's folder that were loaded."""
    paths = [getattr(module, '__file__', None) for module in list(sys.modules.values())]
    inside = [path for path in paths if path and path.startswith(folder + os.sep) and os.path.exists(path)]
    return [path for path in inside if f'{os.sep}site-packages{os.sep}' not in path]


def _data_files_in(folder):
    """Files beside the problem that are not code: its data. Folders of runs do not count."""
    entries = sorted(os.scandir(folder), key=lambda one: one.name)
    if any(entry.name == 'run.db' for entry in entries):
        return []
    found = []
    for entry in entries:
        if entry.name.startswith('.') or entry.name in NOT_JUDGING:
            continue
        if entry.is_dir(follow_symlinks=False):
            found += _data_files_in(entry.path)
        elif entry.is_file(follow_symlinks=False) and os.path.splitext(entry.name)[1] not in PROSE_AND_PROGRAMS:
            found.append(entry.path)
    return found


def _hash_of(folder, paths, programs):
    digest = hashlib.sha256(programs.encode(errors='surrogatepass'))
    for path in paths:
        with open(path, 'rb') as file:
            text = file.read()
        digest.update(f'\n{os.path.relpath(path, folder)} {len(text)}\n'.encode(errors='surrogateescape'))
        digest.update(text)
    return digest.hexdigest()
