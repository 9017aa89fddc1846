"""The process that runs one Python program and answers the judge. Standard library only.

Standard input: JSON with `nonce`, `entry`, `kind`, `main` and `files` (text by path), to its end. Arguments: the folders of
installed modules. Descriptors 3 and 4: frames as docs/hosts.md says. What it needs is taken before the program is
loaded, so that a program which changes built-ins harms nobody but itself.
"""
import sys

if __name__ == '__main__':
    sys.path[:1] = []
    sys.path += sys.argv[1:]

from json import JSONEncoder, loads
from os import _exit, read, write

REQUESTS, REPLIES, STDERR = 3, 4, 2
COMPILE, MISSING_ENTRY, LOADING, OUT_OF_MEMORY = 70, 71, 72, 1
MESSAGE_CHARACTERS = 2_000
Module = type(sys)
Spec = type(sys.__spec__)


def plain(value):
    """What the JSON of a value is where Python's own encoder knows none."""
    if hasattr(value, 'tolist'):
        return value.tolist()
    if hasattr(value, '__dataclass_fields__') and not isinstance(value, type):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    raise TypeError(f'a {type(value).__name__} is not plain data')


def finite(value):
    """The value with null for each number that JSON does not have, as JavaScript writes it."""
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, dict):
        return {key: finite(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(item) for item in value]
    return value if value is None or isinstance(value, (str, int)) else finite(plain(value))


encode_strictly = JSONEncoder(separators=(',', ':'), allow_nan=False, check_circular=False, default=plain).encode


def encode(value):
    try:
        return encode_strictly(value)
    except ValueError:
        return encode_strictly(finite(value))


class Program:
    """A program's files as modules: finder and loader."""

    def __init__(self, main, files):
        self.files = files
        self.main = main
        folder, _, name = main.rpartition('/')
        self.name = name[:-3]
        self.folders = [folder + '/', ''] if folder else ['']

    def load(self):
        module = Module(self.name)
        module.__file__ = self.filename(self.main)
        module.__loader__ = self
        sys.modules[self.name] = module
        self.run(self.main, module)
        return module

    def run(self, path, module):
        try:
            code = compile(self.files.get(path, ''), self.filename(path), 'exec', dont_inherit=True)
        except ValueError as error:
            # A text with a zero byte: only later versions call it what it is.
            raise SyntaxError(str(error), (self.filename(path), 1, 1, '')) from None
        exec(code, module.__dict__)

    def filename(self, path):
        return f'/program/{path}'

    def find_spec(self, name, _path=None, _target=None):
        base = name.replace('.', '/')
        for folder in self.folders:
            for path, is_package in ((f'{base}.py', False), (f'{base}/__init__.py', True), (f'{base}/', True)):
                path = folder + path
                if path not in self.files and not (path[-1] == '/' and self.has_folder(path)):
                    continue
                spec = Spec(name, self, origin=self.filename(path), is_package=is_package)
                spec.loader_state = path
                return spec
        return None

    def has_folder(self, folder):
        return any(path.startswith(folder) and path.endswith('.py') for path in self.files)

    def create_module(self, _spec):
        return None

    def exec_module(self, module):
        module.__file__ = module.__spec__.origin
        self.run(module.__spec__.loader_state, module)

    def get_source(self, name):
        """For the lines of a traceback."""
        path = self.main if name == self.name else sys.modules[name].__spec__.loader_state
        return self.files.get(path)


def fix_chance(texts):
    """The same program gives the same numbers again, also where it asks for chance without a seed."""
    if not any('random' in text for text in texts):
        return
    import random

    random.seed(1)
    if any('numpy' in text for text in texts):
        try:
            from numpy.random import seed
        except ImportError:
            return  # The program will say so itself.
        seed(1)


def say(text):
    write(STDERR, f'{text}\n'.encode(errors='replace'))


def say_traceback(error):
    """The program's own part of the stack."""
    from traceback import format_exception

    stack = error.__traceback__
    while stack and stack.tb_frame.f_code.co_filename == __file__:
        stack = stack.tb_next
    say(''.join(format_exception(type(error), error, stack, limit=-20)).rstrip())


def leave(error):
    """What `sys.exit` asks for, at once."""
    if isinstance(error.code, int):
        _exit(error.code & 0xFF)
    if error.code is not None:
        say(error.code)
    _exit(0 if error.code is None else 1)


def out_of_memory():
    say('MemoryError: Cannot allocate memory')
    _exit(OUT_OF_MEMORY)


def policy(begin, entry):
    """Of the first input an instance, which each further one is for."""
    step = None

    def run(item):
        nonlocal step
        if step:
            return step[0](item)
        made = begin(item)
        if not callable(made):
            raise TypeError(f'{entry}(config) gave {type(made).__name__}, not a function of an observation')
        step = (made,)
        return None

    return run


def start(program, entry, kind):
    """The function that the program gives, or the end of this process with the reason as its exit code."""
    try:
        run = getattr(program.load(), entry, None)
    except SyntaxError as error:
        place = f'{(error.filename or program.main).removeprefix("/program/")}:{error.lineno}:{error.offset}'
        say(f'SyntaxError: {place}: {error.msg}')
        _exit(COMPILE)
    except SystemExit as error:
        leave(error)
    except MemoryError:
        out_of_memory()
    except BaseException as error:
        say_traceback(explained(error))
        _exit(LOADING)
    if callable(run):
        return policy(run, entry) if kind == 'policy' else run
    say(f'{program.main} has no function "{entry}"')
    _exit(MISSING_ENTRY)


def explained(error):
    """Says beside a module that is missing which there are."""
    if isinstance(error, ModuleNotFoundError) and isinstance(error.msg, str):
        error.msg = f'{error.msg}; a program has the standard library and what program.modules names'
    return error


def message_of(error):
    try:
        text = str(explained(error))
    except BaseException:
        text = 'no text'
    return f'{type(error).__name__}: {text}'[:MESSAGE_CHARACTERS]


def receive(length):
    """Blocks until `length` bytes are there; ends the process when the judge has closed its end."""
    chunks = []
    while length > 0:
        chunk = read(REQUESTS, length)
        if not chunk:
            _exit(0)
        chunks.append(chunk)
        length -= len(chunk)
    return b''.join(chunks)


def send(text):
    body = text.encode()
    frame = memoryview(len(body).to_bytes(4, 'little') + body)
    while frame:
        frame = frame[write(REPLIES, frame) :]


def answer(run, nonce, request):
    head = {'nonce': nonce, 'id': request['id']}
    try:
        outputs = [run(item) for item in request['inputs']]
        return encode({**head, 'outputs': outputs})
    except SystemExit as error:
        leave(error)
    except MemoryError:
        out_of_memory()
    except BaseException as error:
        return encode({**head, 'error': {'message': message_of(error)}})


def serve(job):
    program = Program(job['main'], job['files'])
    nonce = job['nonce']
    # Until here it is the machine's fault when this process dies; from here on it may be the program's.
    send(encode({'nonce': nonce, 'begun': True}))
    fix_chance(program.files.values())
    sys.meta_path.insert(0, program)
    run = start(program, job['entry'], job['kind'])
    send(encode({'nonce': nonce, 'ready': True}))
    while True:
        request = loads(receive(int.from_bytes(receive(4), 'little')))
        send(answer(run, nonce, request))


if __name__ == '__main__':
    serve(loads(sys.stdin.buffer.read()))
