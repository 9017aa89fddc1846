"""The problem as `problem.py` states it; the judge reads it."""

from .errors import ConfigError


class Problem:
    """States a problem: what is wanted, of which programs, on which workloads. `problem = Problem(…)`.

    Behaviour is added by decorators. A function takes those of its arguments that it needs, by name.
    """

    def __init__(
        self,
        name,
        summary,
        *,
        program,
        limits,
        params,
        regimes,
        metrics,
        objectives,
        baselines,
        typical=None,
        where=None,
        per_regime=None,
        constraints=None,
        background=None,
        no_floors=None,
        data=None,
    ):
        """
        `limits`: dict of `workload_ms`, `memory_mib`, and if wanted `call_ms`, `output_bytes`, and of a command
        `build_ms`. `params`: the space of workloads by name. `regimes`: `region(…)` or `slow(…)` by name; each is `typical`, overridden. `where`: named
        conditions on the parameters. `per_regime`: dict of `search`, `selection`, `holdout`. `objectives`: names of
        metrics, the most important first. `constraints`: `at_most`, `at_least`, `floor` by metric, one or a list.
        `data`: `files(…)` by name.
        `baselines`: paths of programs by name. `no_floors`: the reason why no metric has a floor by default.
        """
        self.said = {
            'name': name,
            'summary': summary,
            'background': background,
            'program': program,
            'limits': limits,
            'params': params,
            'typical': typical,
            'regimes': regimes,
            'where': where,
            'per_regime': per_regime,
            'data': data,
            'metrics': metrics,
            'objectives': objectives,
            'constraints': constraints,
            'no_floors': no_floors,
            'baselines': baselines,
        }
        #: Functions by the decorator that gave them.
        self.functions = {}
        #: Functions by what they say.
        self.invariants = {}
        #: Functions with the share that a metric may change, by what they say.
        self.relations = {}

    def generate(self, function):
        """Makes one workload: `generate(params, rng, data)`, pure. May hold what the program never sees."""
        return self._once('generate', function)

    def drive(self, function):
        """Conducts one workload: `drive(workload, program, rng)`. No clock, no chance but `rng`.

        Of a function, `program.call(input)` makes one call, `program.call_each(inputs)` independent ones in one frame; if
        `drive` is absent, the program is called with the workload. Of a policy, `program.start(config)` gives a fresh
        instance of the candidate, `program.start(config, 'name')` one of a baseline as a rival, and its
        `step(observation)` an action. Of a command, `program.exec('step', stdin=…, files=…, take=…)` runs one step in a
        fresh sandbox with a fresh copy of the built tree: `stdin` is bytes, `files` bytes by path that are put into the
        tree before, `take` the paths that are taken from it after. It gives `exit_code`, `stdout`, and `files`: bytes by
        path, of those that are there.
        """
        return self._once('drive', function)

    def measure(self, function):
        """The numbers of one workload, a dict: `measure(workload, output, usage)`.

        A value may be a number, `None` (does not exist here), a list of samples, or `dict(top=…, bottom=…)`. `usage`
        has `wall_ms`, `cpu_ms`, `peak_mib`, `calls` and `call_us`; of a command also each step by its name, with the same, and
        each counted step with `instructions` and `calls` alone.
        """
        return self._once('measure', function)

    def bound(self, function):
        """The best value of each metric that any program could reach, a dict: `bound(workload)`."""
        return self._once('bound', function)

    def invariant(self, says):
        """What must hold or the output does not count: `(workload, output)`.

        Gives `True`, `False`, `violated('why', example)` or `'unknown'` (never a pass).
        """

        def add(function):
            if says in self.invariants:
                raise ConfigError(f'Cannot add the invariant "{says}" as there is one of that name')
            self.invariants[says] = function
            return function

        return add

    def relation(self, says, *, within=0):
        """A change of the workload that must not change the metrics by more than `within`: `(workload, rng)`."""

        def add(function):
            if says in self.relations:
                raise ConfigError(f'Cannot add the relation "{says}" as there is one of that name')
            self.relations[says] = (function, within)
            return function

        return add

    def _once(self, name, function):
        if name in self.functions:
            raise ConfigError(f'Cannot set "{name}" as it is there already')
        self.functions[name] = function
        return function
