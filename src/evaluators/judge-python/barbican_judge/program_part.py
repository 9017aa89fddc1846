"""Reads what `problem.py` states of its programs, and who conducts them."""

from barbican.program_words import Command, Function, Policy

from . import checks
from .command_part import command_part
from .faults import Fault
from .runners import CANDIDATE
from .schema import Untellable, schema_of

MODULE_NAME = checks.named(r'[A-Za-z_]\w*(\.[A-Za-z_]\w*)*', 'the name of a module, such as numpy')


def program_part(problem, at, build_ms):
    """The members of a `LoadedProblem` that tell of programs. `at` is the problem itself."""
    program, here = problem.said['program'], at.member('program')
    checks.instance((Function, Policy, Command), 'must be function(…), policy(…) or command(…)')(program, here)
    if isinstance(program, Command):
        return command_part(program, _drive(problem, at), at, build_ms)
    part = {
        'command': None,
        'seed_path': checks.text(program.seed, here.member('seed')),
        'entry': checks.text(program.entry, here.member('entry')),
        'modules': checks.sequence(MODULE_NAME, program.modules, here.member('modules')),
    }
    if isinstance(program, Policy):
        return {**part, **_policy(program, problem, at)}
    return {
        **part,
        'kind': 'function',
        'config': None,
        'input': _schema(program.input, here.member('input')),
        'output': _schema(program.output, here.member('output')),
        'drive': _drive(problem, at) or _call_once,
    }


def _policy(program, problem, at):
    drive = _drive(problem, at)
    if drive is None:
        hint = (
            'start an instance and show it one observation after another:'
            ' `policy = program.start(config)`, `policy.step(observation)`'
        )
        message = "is missing: a program of kind 'policy' has no default for it"
        raise at.member('drive').fault(message, hint=hint)
    if CANDIDATE in problem.said['baselines']:
        hint = 'program.start(config, name) tells programs apart by it'
        raise at.member(f'baselines.{CANDIDATE}').fault('must have another name', hint=hint)
    here = at.member('program')
    return {
        'kind': 'policy',
        'config': _schema(program.config, here.member('config')),
        'input': _schema(program.observation, here.member('observation')),
        'output': _schema(program.action, here.member('action')),
        'drive': drive,
    }


def _drive(problem, at):
    if 'drive' not in problem.functions:
        return None
    return checks.function(('workload', 'program', 'rng'), problem.functions['drive'], at.member('drive'))


def _schema(kind, at):
    try:
        return schema_of(kind)
    except (Untellable, NameError, TypeError) as error:
        hint = 'use types of plain data: dataclasses, float, int, str, bool, None, list[…], dict[str, …], tuple[…]'
        raise Fault(at.file, f'cannot be told as JSON Schema: {error}', key=at.key, hint=hint) from error


def _call_once(workload, program, **_):
    return program.call(workload)
