"""What a program uses, measured by the judge or the kernel, workload by workload."""

import os

#: Resolution of the CPU times in /proc/<pid>/stat, in milliseconds (USER_HZ is 100 on Linux).
TICK_MS = 10


#: What a program may take to be loaded before it counts, in milliseconds of CPU time and of wall time each: imports and
#: compilation are not what is measured. What it takes beyond counts in its first workload, so that no program does there
#: what it is asked for later.
FREE_LOAD_MS = 20


class Load:
    """How the program of the process `host_pid` is loaded, which is work as well as a call is."""

    def __init__(self, host_pid):
        self.host_pid = host_pid
        self._begun_ms, self._us = 0, 0

    def begun(self):
        """The host begins to load it."""
        self._begun_ms = self._cpu_ms()

    def ended(self, us):
        """It was loaded, within `us` microseconds."""
        self._us = us

    def due_us(self):
        """Of the wall time, what counts."""
        return max(0, self._us - 1000 * FREE_LOAD_MS)

    def due_since_ms(self):
        """The CPU time from which on it counts: what the load took beyond the free part is behind it."""
        return min(self._begun_ms + FREE_LOAD_MS, self._cpu_ms())

    def _cpu_ms(self):
        return 0 if self.host_pid is None else process_tree_usage(self.host_pid)[0]


class Usage:
    """What one workload cost. What costs a look into /proc is looked up when it is read."""

    def __init__(self, call_us, look, start_us=0):
        self.call_us = call_us
        self.calls = len(call_us)
        self.wall_ms = (start_us + sum(call_us)) / 1000
        self._look, self._seen = look, None

    @property
    def cpu_ms(self):
        """CPU time of the program's processes during the workload."""
        return self._now()[0]

    @property
    def peak_mib(self):
        """The program's largest resident memory so far."""
        return self._now()[1]

    def _now(self):
        if self._seen is None:
            self._seen = self._look()
        return self._seen


class CallTimes:
    """The wall times of one workload's calls; `noop_us` is what an empty call takes, taken off each."""

    def __init__(self, noop_us):
        self._noop_us = noop_us
        self.call_us, self.start_us = [], 0

    def begin(self):
        """A workload begins."""
        self.call_us, self.start_us = [], 0

    def add(self, us, calls):
        """A frame with `calls` calls took `us` microseconds by the judge's clock."""
        net_us = max(0, us - self._noop_us)
        if calls == 1:
            self.call_us.append(net_us)
        else:
            self.call_us += [net_us / calls] * calls

    def add_start(self, us):
        """Something that is no call took `us` microseconds: the start of an instance."""
        self.start_us += max(0, us - self._noop_us)


class UsageMeter(CallTimes):
    """A meter of a function's process and its children.

    What the program does after its last answer of a workload counts for the next one: it is asked for nothing then.
    """

    def __init__(self, host_pid, noop_us):
        super().__init__(noop_us)
        self._host_pid, self._began_ms = host_pid, 0
        #: What of the load counts in the next workload.
        self._owed_us = 0
        #: CPU time at the end of the workload before, where a metric read it.
        self._ended_ms = None
        #: Whether some metric reads CPU time: unknown until the first workload was measured.
        self._reads_cpu = True

    def loading(self):
        """The program begins to be loaded."""
        self._ended_ms = self._cpu_ms()

    def loaded(self, us):
        """It was, within `us` microseconds."""
        if self._ended_ms is not None:
            self._ended_ms = min(self._ended_ms + FREE_LOAD_MS, self._cpu_ms())
        self._owed_us = max(0, us - 1000 * FREE_LOAD_MS)

    def begin(self):
        super().begin()
        self.start_us, self._owed_us = self._owed_us, 0
        if self._reads_cpu and self._host_pid is not None:
            known = self._ended_ms is not None
            self._began_ms = self._ended_ms if known else process_tree_usage(self._host_pid)[0]
        self._ended_ms = None
        self._reads_cpu = False

    def usage(self):
        """Use since `begin`."""
        began_ms = self._began_ms

        def look():
            if self._host_pid is None:
                raise _untold()
            self._reads_cpu = True
            cpu_ms, peak_mib = process_tree_usage(self._host_pid)
            self._ended_ms = cpu_ms
            return max(0, cpu_ms - began_ms), peak_mib

        return Usage(self.call_us, look, self.start_us)

    def _cpu_ms(self):
        return None if self._host_pid is None else process_tree_usage(self._host_pid)[0]


class BusyCheck:
    """Holds the CPU time of the whole sandbox to the wall time of the calls.

    Where wall time is measured, a program could answer at once and let a thread or a process work on. No clock around the
    call shows that, the CPU time of the sandbox does. Nothing is checked if `host_pid` is None.
    """

    RULE = 'it works while it is asked, not before and after'
    #: CPU time that an interpreter may use for itself, in milliseconds.
    OWN_MS = 200

    def __init__(self, host_pid):
        self._host_pid, self._wall_ms = host_pid, 0
        self._began_ms = process_tree_usage(host_pid)[0] if host_pid is not None else 0

    def watching(self, ask):
        """The same `ask`, whose time is added up."""

        def watched(inputs, limit_ms):
            answer = ask(inputs, limit_ms)
            self._wall_ms += getattr(answer, 'us', 0) / 1000
            return answer

        return watched

    def held(self, outcome):
        """The outcome; invalid if the sandbox used more CPU time than all cores have in the calls."""
        if self._host_pid is None or outcome['kind'] != 'finished':
            return outcome
        cores = len(os.sched_getaffinity(0))
        cpu_ms = process_tree_usage(self._host_pid)[0] - self._began_ms
        if cpu_ms <= cores * self._wall_ms + self.OWN_MS:
            return outcome
        last = outcome['perWorkload'][-1]
        took = f'its calls took {self._wall_ms:.0f} ms on {cores} cores'
        detail = f'its processes used {cpu_ms:.0f} ms of CPU time, and {took}'
        broken = {'rule': self.RULE, 'regime': last['regime'], 'index': last['index'], 'detail': detail}
        return {**outcome, 'violations': [*outcome['violations'], broken]}


class InstancesMeter(CallTimes):
    """A meter of a policy, whose processes begin and end with the workload.

    It looks into /proc at once, for they are gone when the numbers are read.
    """

    def __init__(self, noop_us):
        super().__init__(noop_us)
        #: CPU time by process from which on it counts.
        self._began_ms = {}

    def begin(self):
        super().begin()
        self._began_ms = {}

    def join(self, load):
        """A process of the program, new in this workload, was loaded."""
        self._began_ms[load.host_pid] = load.due_since_ms()
        self.start_us += load.due_us()

    def usage(self):
        """Use since `begin`."""
        if None in self._began_ms:
            return Usage(self.call_us, _raise_untold, self.start_us)
        seen = [(process_tree_usage(pid), began_ms) for pid, began_ms in self._began_ms.items()]
        cpu_ms = sum(max(0, now_ms - began_ms) for (now_ms, _), began_ms in seen)
        peak_mib = sum(peak_mib for (_, peak_mib), _ in seen)
        return Usage(self.call_us, lambda: (cpu_ms, peak_mib), self.start_us)


class SilentMeter(CallTimes):
    """Measures nothing."""

    def __init__(self):
        super().__init__(0)

    def join(self, load):
        pass

    def add_step(self, step, used):
        pass

    def usage(self):
        return Usage([], lambda: (0, 0))


def _untold():
    return RuntimeError('Cannot read CPU time and memory: the sandbox does not tell the process')


def _raise_untold():
    raise _untold()


def process_tree_usage(pid):
    """CPU time in ms and largest resident memory in MiB of `pid` and its living descendants; zeros if it is gone.

    CPU time in nanoseconds comes from the scheduler for threads that live; the coarser account of the process, which has
    ended threads too, counts where it is larger. Its reaped children, of which there is the coarser account alone, come
    on top. That account is in whole ticks, user and system time each, and never ahead of the scheduler's.
    """
    try:
        threads = os.listdir(f'/proc/{pid}/task')
    except OSError:
        return 0, 0
    cpu_ms = sum(int((_text(f'/proc/{pid}/task/{one}/schedstat') or '0').split()[0]) / 1e6 for one in threads)
    fields = _text(f'/proc/{pid}/stat').rpartition(')')[2].split()
    user, system, childrens_user, childrens_system = (int(field) * TICK_MS for field in fields[11:15] or '0000')
    cpu_ms = max(cpu_ms, user + system) + childrens_user + childrens_system
    peaks = [line.split()[1] for line in _text(f'/proc/{pid}/status').splitlines() if line.startswith('VmHWM')]
    peak_mib = int(peaks[0]) / 1024 if peaks else 0
    for child in ' '.join(_text(f'/proc/{pid}/task/{one}/children') for one in threads).split():
        child_cpu_ms, child_peak_mib = process_tree_usage(child)
        cpu_ms += child_cpu_ms
        peak_mib += child_peak_mib
    return cpu_ms, peak_mib


def _text(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ''
