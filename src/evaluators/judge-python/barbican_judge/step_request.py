"""What `drive` asks of a step of a command."""

from dataclasses import dataclass

from . import checks
from .checks import At
from .faults import known_names

PATH = checks.named(
    r'(?a:(?!/|.*(^|/)\.{1,2}(/|\Z))[\w.+@,=~ /-]+)',
    'a path from the folder of the tree, such as out/packed.bin',
)


@dataclass(frozen=True)
class StepRequest:
    """A step that is to be run."""

    step: str
    #: Its standard input, or None.
    stdin: object
    #: Bytes by path, put into the tree before it.
    files: dict
    #: Paths of the files that are taken from the tree after it.
    take: tuple


def step_request(problem, step, options):
    """The request. Raises Fault if there is no such step, or its options are wrong."""
    at = At(problem.file, 'drive: program.exec')
    known = [*problem.command['steps'], *problem.command.get('counted', ())]
    if not isinstance(step, str) or step not in known:
        raise at.fault('names a step that does not exist', step, known_names(str(step), known))
    shape = {'stdin': _or_none(_bytes), 'files': _or_none(_files), 'take': _or_none(_take)}
    said = checks.record(shape, options, at, optional=shape)
    return StepRequest(step, said.get('stdin'), said.get('files') or {}, said.get('take') or ())


def _or_none(check):
    return lambda value, at: None if value is None else check(value, at)


def _bytes(value, at):
    if not isinstance(value, (bytes, bytearray, memoryview)):
        raise at.fault('must be bytes: bytes, a bytearray or a memoryview', value)
    return bytes(value)


def _files(value, at):
    return {
        PATH(path, at.member(path)): _bytes(content, at.member(path))
        for path, content in checks.mapping(value, at).items()
    }


def _take(value, at):
    return checks.sequence(PATH, value, at)
