"""A problem as the judge holds it: checked, with its functions."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Regime:
    """One regime, ready to be sampled."""

    name: str
    slow: bool
    #: Space or value of every parameter: the regime's own, else that of `typical`, else the whole space.
    region: dict


@dataclass(frozen=True)
class MetricStatement:
    """A metric with everything that was left out."""

    name: str
    direction: str
    unit: str
    of: str
    across: str
    only: tuple
    min_effect: float

    def as_json(self):
        only = {'only': list(self.only)} if self.only else {}
        return {
            'name': self.name,
            'direction': self.direction,
            'unit': self.unit,
            'of': self.of,
            'across': self.across,
            **only,
            'minEffect': self.min_effect,
        }


@dataclass(frozen=True)
class LoadedProblem:
    """Everything that a problem says. `file` is the problem file as messages show it, `folder` an absolute path."""

    file: str
    folder: str
    name: str
    summary: str
    background: str
    seed_path: str
    entry: str
    kind: str
    modules: tuple
    #: What an instance of a policy is started with; None of a function.
    config: object
    #: How a tree becomes something that runs, as `describe` says it; None of what is no command.
    command: object
    #: What the program gets at each call or step, and what it must give.
    input: object
    output: object
    limits: dict
    regimes: tuple
    where: dict
    counts: dict
    data: tuple
    metrics: tuple
    objectives: tuple
    constraints: tuple
    baseline_paths: dict
    generate: object
    drive: object
    measure: object
    bound: object
    invariants: dict
    relations: dict

    @property
    def words(self):
        """What the problem calls that which the program gets and gives."""
        return WORDS[self.kind]


WORDS = {
    'function': {'input': 'input', 'output': 'output'},
    'policy': {'input': 'observation', 'output': 'action'},
    'command': {'input': 'input', 'output': 'output'},
}
