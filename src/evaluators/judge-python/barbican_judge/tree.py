"""The texts of the trees of files that a problem of a command names."""

import json
import os
import stat

from .faults import Fault, known_names

#: The most that the texts of a tree may be together, in characters.
TREE_CHARACTERS = 16 * 2**20
TREE_HINT = (
    f'a tree is of texts, {TREE_CHARACTERS >> 20} million characters together:'
    ' leave it out, or make it in the build'
)
LEFT_OUT = ('node_modules', '__pycache__', '.git')


class NoText(Exception):
    """What lies in a tree and may not."""


def read_tree(problem, path):
    """The seed program. Raises Fault if it is no folder of texts, or holds the problem itself."""
    files = _texts_of(problem, 'program.seed', path)
    edit = problem.command['edit']
    for place in edit:
        if not any(may_change(file, [place]) for file in files):
            message = 'names a path that the tree does not have'
            raise _fault(problem, 'program.edit', place, message, known_names(place, files))
    main = next(file for file in files if may_change(file, edit))
    return {'language': 'any', 'main': main, 'files': files}


def read_overlay(problem, key, path, seed_program):
    """A baseline: the seed tree with the files of a folder laid over it. Raises Fault if it holds one that may not change."""
    files, edit = _texts_of(problem, key, path), problem.command['edit']
    for file, text in files.items():
        if not may_change(file, edit) and text != seed_program['files'].get(file):
            hint = f'its files are laid over the seed tree, and only {", ".join(edit)} may change'
            raise _fault(problem, key, path, f'holds {file}, which may not change', hint)
    return {**seed_program, 'files': {**seed_program['files'], **files}}


def may_change(path, edit):
    """Whether a path is one of those that may change, or lies in one."""
    folders = [place[:-1] if place.endswith('/') else place for place in edit]
    return path in edit or any(path.startswith(f'{folder}/') for folder in folders)


def _texts_of(problem, key, path):
    folder = os.path.normpath(os.path.join(problem.folder, path))
    if not os.path.isdir(folder):
        beside = os.path.dirname(folder)
        there = sorted(os.listdir(beside)) if os.path.isdir(beside) else []
        raise _fault(problem, key, path, 'must name a folder', known_names(os.path.basename(folder), there))
    if _holds(folder, problem.folder):
        hint = 'put the tree into a folder of its own beside the problem file'
        raise _fault(problem, key, path, 'holds the problem itself, which programs must not see', hint)
    files, free = {}, TREE_CHARACTERS
    for full in _paths_in(folder):
        name = os.path.relpath(full, folder)
        try:
            files[name] = _text_of(full, free)
        except NoText as why:
            raise _fault(problem, key, path, f'holds {name}, which {why}', TREE_HINT) from None
        free -= len(files[name])
    return files


def _holds(folder, inner):
    folder, inner = os.path.realpath(folder), os.path.realpath(inner)
    return os.path.commonpath([folder, inner]) == folder


def _paths_in(folder):
    """Everything in a folder that is no folder, but for what tools leave there; the upper ones first, by name."""
    folders, paths = [folder], []
    for here in folders:
        for entry in sorted(os.scandir(here), key=lambda one: one.name):
            if entry.name not in LEFT_OUT:
                (folders if entry.is_dir(follow_symlinks=False) else paths).append(entry.path)
    return paths


def _text_of(path, free):
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise NoText('is no file')
    with open(path, 'rb') as file:
        try:
            text = file.read().decode('utf-8')
        except UnicodeDecodeError:
            raise NoText('is no text') from None
    if len(text) > free:
        raise NoText('is too much')
    return text


def _fault(problem, key, value, message, hint):
    return Fault(problem.file, message, key=key, value=json.dumps(value), hint=hint)
