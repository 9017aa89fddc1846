"""The program as `drive` sees it, by the kind of program."""

#: The name under which `drive` starts what is judged.
CANDIDATE = 'candidate'
#: How a record calls the function.
FUNCTION = 'the program'


class Target:
    """Who is asked: `program` is the candidate or a baseline by its name, `to` what a record calls it."""

    __slots__ = ('program', 'to', 'ask')

    def __init__(self, program, to, ask):
        self.program, self.to, self.ask = program, to, ask


class Function:
    """The program as `drive` sees it, of a function."""

    def __init__(self, calls, ask):
        self._calls, self._target = calls, Target(CANDIDATE, FUNCTION, ask)

    def call(self, input):
        """One call; its reply."""
        return self._calls.call(self._target, [input])[0]

    def call_each(self, inputs):
        """Independent calls in one frame; their replies in the same order."""
        return self._calls.call(self._target, list(inputs))

    def start(self, *_, **__):
        """Not for a function."""
        raise self._calls.misuse('start', 'is not for a function', "use `call`, or make the program a 'policy'")

    def exec(self, *_, **__):
        """Not for a function."""
        raise self._calls.misuse('exec', 'is for a command, and the program is a function')


class Policy:
    """The program as `drive` sees it, of a policy."""

    def __init__(self, calls):
        self._calls = calls

    def start(self, config, as_=CANDIDATE):
        """A fresh instance of the candidate, or of a baseline by its name."""
        return Instance(self._calls, self._calls.start(config, as_))

    def call(self, *_, **__):
        """Not for a policy."""
        raise self._calls.misuse('call', 'is not for a policy', 'start an instance, and use its `step`')

    def call_each(self, *_, **__):
        """Not for a policy."""
        return self.call()

    def exec(self, *_, **__):
        """Not for a policy."""
        raise self._calls.misuse('exec', 'is for a command, and the program is a policy')


class Command:
    """The program as `drive` sees it, of a command."""

    def __init__(self, calls):
        self._calls = calls

    def exec(self, step, **options):
        """One step, in a fresh sandbox with a fresh copy of the built tree: `stdin`, `files`, `take`."""
        return self._calls.exec(step, options)

    def call(self, *_, **__):
        """Not for a command."""
        raise self._other('call')

    def call_each(self, *_, **__):
        """Not for a command."""
        raise self._other('call_each')

    def start(self, *_, **__):
        """Not for a command."""
        raise self._other('start')

    def _other(self, word):
        return self._calls.misuse(word, 'is not for a command', 'run its steps: `exec`')


class Instance:
    """An instance of a policy as `drive` sees it."""

    __slots__ = ('_calls', '_target')

    def __init__(self, calls, target):
        self._calls, self._target = calls, target

    def step(self, observation):
        """Shows it one observation; its action."""
        return self._calls.call(self._target, [observation])[0]
