"""The text of the programs that a problem names."""

import json
import os

from .faults import Fault, known_names

LANGUAGES = {
    '.ts': 'typescript',
    '.mts': 'typescript',
    '.js': 'javascript',
    '.mjs': 'javascript',
    '.cjs': 'javascript',
    '.py': 'python',
    '.c': 'c',
    '.cpp': 'cpp',
    '.cc': 'cpp',
    '.cxx': 'cpp',
    '.rs': 'rust',
}
# Belong to programs, and are none.
HEADERS = ('.h', '.hpp', '.hh', '.hxx')
MAIN_NAMES = ('main', 'index', 'seed', 'program')


def read_program(problem, key, path):
    """One file, or a folder with one file, or with `main.py`; `path` is from the problem's folder."""
    full = os.path.normpath(os.path.join(problem.folder, path))

    def fault(message, hint):
        return Fault(problem.file, message, key=key, value=json.dumps(path), hint=hint)

    if not os.path.exists(full):
        folder = os.path.dirname(full)
        there = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
        raise fault('names a file that does not exist', known_names(os.path.basename(full), there))
    files = _texts_in(full, '') if os.path.isdir(full) else {os.path.basename(full): _text(full)}
    sources = [name for name in files if _language(name)]
    mains = sources if len(sources) == 1 else [name for name in sources if os.path.splitext(name)[0] in MAIN_NAMES]
    if not mains:
        hint = 'give one file (.ts, .js, .py, .c, .cpp or .rs), or a folder with one that is called main in it'
        raise fault('names no program', hint)
    return {'language': _language(mains[0]), 'main': mains[0], 'files': files}


def refuse_modules(problem, seed_program):
    """Modules are for programs in Python."""
    language = seed_program['language']
    if problem.modules and language != 'python':
        raise Fault(
            problem.file,
            f'is for programs in Python, and the seed program is in {language}',
            key='program.modules',
            value=json.dumps(list(problem.modules)),
            hint='leave it out: such programs import nothing but the built-in modules',
        )


def _language(name):
    return LANGUAGES.get(os.path.splitext(name)[1])


def _text(path):
    with open(path, encoding='utf-8', errors='replace', newline='') as file:
        return file.read()


def _texts_in(folder, prefix):
    texts = {}
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.name.startswith('.') or entry.name in ('node_modules', '__pycache__'):
            continue
        if entry.is_dir():
            texts.update(_texts_in(entry.path, f'{prefix}{entry.name}/'))
        elif _language(entry.name) or entry.name.endswith(HEADERS):
            texts[prefix + entry.name] = _text(entry.path)
    return texts
