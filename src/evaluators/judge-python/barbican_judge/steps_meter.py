"""What the steps of a command use, measured by the engine's side: all of them, and each by its name."""

from types import SimpleNamespace

#: What a step uses that was not run.
NOTHING_USED = {'wallMs': 0, 'cpuMs': 0, 'peakMiB': 0}


class StepsMeter:
    """A meter of the steps of these names."""

    def __init__(self, names):
        self._names, self._steps = list(names), {}

    def begin(self):
        """A workload begins."""
        self._steps = {name: [] for name in self._names}

    def add_step(self, step, used):
        """A step has ended."""
        self._steps[step].append(used)

    def usage(self):
        """Use since `begin`. Nothing but data, so that a step may have any name."""
        every = [used for uses in self._steps.values() for used in uses]
        by_name = {name: SimpleNamespace(**_sum_of(uses)) for name, uses in self._steps.items()}
        return SimpleNamespace(**_sum_of(every), **by_name)


def _sum_of(uses):
    return {
        'wall_ms': sum(used['wallMs'] for used in uses),
        'cpu_ms': sum(used['cpuMs'] for used in uses),
        'peak_mib': max((used['peakMiB'] for used in uses), default=0),
        'calls': len(uses),
        'call_us': [1000 * used['wallMs'] for used in uses],
    }
