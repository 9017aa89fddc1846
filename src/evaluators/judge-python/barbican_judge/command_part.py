"""Reads what `problem.py` states of a program that is a tree of files."""

from . import checks
from .schema import ANYTHING

TREE_PATH = checks.named(
    r'(?!/|\.{1,2}(/|\Z))(?!.*/\.{1,2}(/|\Z)).+', 'a path from the folder of the tree, such as src/pack.c or src'
)
#: What `usage` has beside the steps.
USAGE_WORDS = ('wall_ms', 'cpu_ms', 'peak_mib', 'calls', 'call_us')


def command_part(program, drive, at, build_ms):
    """The members of a `LoadedProblem` that tell of a command; `at` is the problem itself.

    A command has no entry and no schemas: files and streams of bytes go in and out.
    """
    here = at.member('program')
    command = {
        'edit': _edit(program.edit, here.member('edit')),
        'build': checks.text(program.build, here.member('build')),
        'steps': _steps(program.steps, here.member('steps')),
        **_counted(program, here.member('counted')),
        'tests': list(checks.sequence(checks.text, program.tests, here.member('tests'))),
        'buildMs': build_ms,
    }
    if drive is None:
        hint = f"run its steps: `program.exec('{next(iter(command['steps']))}', stdin=…)`"
        message = "is missing: a program of kind 'command' has no default for it"
        raise at.member('drive').fault(message, hint=hint)
    return {
        'kind': 'command',
        'seed_path': checks.text(program.seed, here.member('seed')),
        'entry': '',
        'modules': (),
        'config': None,
        'command': command,
        'input': ANYTHING,
        'output': ANYTHING,
        'drive': drive,
    }


def _edit(value, at):
    paths = list(checks.sequence(TREE_PATH, value, at))
    if not paths:
        raise at.fault('must name at least one path', paths)
    return paths


def _counted(program, at):
    """Steps of which instructions are counted; nothing if there are none."""
    if program.counted is None:
        return {}
    counted = _named(program.counted, at)
    for name in counted:
        if name in program.steps:
            message = 'must have another name: there is a step of that name, whose times are taken'
            raise at.member(name).fault(message, hint=f'such as {name}_counted')
    return {'counted': counted}


def _steps(value, at):
    steps = _named(value, at)
    if not steps:
        raise at.fault('must name at least one step', value)
    return steps


def _named(value, at):
    for name, text in checks.mapping(value, at).items():
        here = at.member(name)
        if name == '':
            raise here.fault('must not be empty', text)
        if name in USAGE_WORDS:
            raise here.fault('must have another name: usage has that word', text)
        checks.text(text, here)
    return dict(value)
