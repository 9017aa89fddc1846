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
