"""What sort of program is looked for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Function:
    """Programs that are called: input to output, without memory."""

    seed: object
    entry: object
    input: object
    output: object
    memory: object
    modules: object


def function(seed, entry, *, input, output, memory='none', modules=()):
    """A function from input to output.

    `seed` is the path of the seed program from the problem file, `entry` the name of its function. `input` and `output`
    are types: dataclasses, `int`, `float`, `str`, `bool`, `None`, `list[…]`, `tuple[…]`, `dict[str, …]`, unions,
    `Literal[…]`, and `Annotated[int, at_least(0)]` for a range. `modules` is what programs may import beyond the
    standard library.
    """
    return Function(seed, entry, input, output, memory, modules)


@dataclass(frozen=True)
class Policy:
    """Programs that are started with a config and then decide one thing after another; they may remember."""

    seed: object
    entry: object
    config: object
    observation: object
    action: object
    modules: object


def policy(seed, entry, *, config, observation, action, modules=()):
    """A policy: started with a config, it gives a function from one observation to one action.

    `config`, `observation` and `action` are types as for `function`; `drive` starts instances with
    `program.start(config)` and shows them one observation at a time with `step(observation)`.
    """
    return Policy(seed, entry, config, observation, action, modules)


@dataclass(frozen=True)
class Command:
    """Trees of files, such as repositories, that are built and run by commands."""

    seed: object
    edit: object
    build: object
    steps: object
    tests: object
    counted: object


def command(seed, *, edit, build, steps, tests=(), counted=None):
    """A tree of files, such as a repository, that is built and run by commands. Only texts are part of it.

    `seed` is the tree's folder, from the problem file. `edit` names the files and folders that may change; the rest stays
    as it is. `build` is a shell command, run in the tree's folder, alone and without a network. `steps` are shell commands
    by name; `drive` runs them with `program.exec(name)`, each in a fresh copy of the built tree. `tests` are shell commands
    that must end with 0, each in a fresh copy as well. `counted` are shell commands by name, run like steps, of which
    instructions are counted and no time is taken: each runs some ten times slower, and needs valgrind.
    """
    return Command(seed, edit, build, steps, tests, counted)
