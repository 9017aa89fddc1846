"""What the steps of a command use, measured by the engine's side: all of them, and each by its name."""

from types import SimpleNamespace

#: What a step uses that was not run.
NOTHING_USED = {'wallMs': 0, 'cpuMs': 0, 'peakMiB': 0}


class StepsMeter:
    """A meter of the steps of these names. Those that are `counted` ran slower than they would: their times are nowhere."""

    def __init__(self, names, counted=()):
        self._names, self._counted, self._steps = list(names), list(counted), {}

    def begin(self):
        """A workload begins."""
        self._steps = {name: [] for name in [*self._names, *self._counted]}

    def add_step(self, step, used):
        """A step has ended."""
        self._steps[step].append(used)

    def usage(self):
        """Use since `begin`. Nothing but data, so that a step may have any name."""
        every = [used for name in self._names for used in self._steps.get(name, ())]
        by_name = {name: SimpleNamespace(**_sum_of(self._steps.get(name, ()))) for name in self._names}
        counts = {name: SimpleNamespace(**_count_of(self._steps.get(name, ()))) for name in self._counted}
        return SimpleNamespace(**_sum_of(every), **by_name, **counts)


def _count_of(uses):
    return {'instructions': sum(used.get('instructions', 0) for used in uses), 'calls': len(uses)}


def _sum_of(uses):
    return {
        'wall_ms': sum(used['wallMs'] for used in uses),
        'cpu_ms': sum(used['cpuMs'] for used in uses),
        'peak_mib': max((used['peakMiB'] for used in uses), default=0),
        'calls': len(uses),
        'call_us': [1000 * used['wallMs'] for used in uses],
    }
