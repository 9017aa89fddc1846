"""Breaks waits of the judge whose time is up: a blocking read knows no time, and is the fastest way to a program."""

import os
import select
import signal
import threading
import time

#: How often it looks whether the parent is still there, in seconds.
LOOK_S = 0.1
#: When it tries again to break a wait that was about to begin when the alarm came, in seconds.
AGAIN_S = 0.02
MAIN_THREAD = threading.main_thread().ident


class TimeUp(BaseException):
    """Raised into a wait whose time is up."""


class Watchdog:
    """One alarm for all channels of the judge, which has one wait at a time.

    The alarm is set for the next look only, so an exchange that is answered in time costs no system call for it. It also
    ends this process when the parent is gone.
    """

    def __init__(self, parent_descriptor):
        self._poll = select.poll()
        self._poll.register(parent_descriptor, 0)
        self._users = 0
        #: When the wait that is on must end, by `time.perf_counter`. Must be set to None when it is over.
        self.end = None
        self._next_look = 0.0
        self._is_looking = False

    def enter(self):
        """Begins to look, for as long as something may block. Each call needs one of `leave`."""
        self._users += 1
        if self._users == 1:
            signal.signal(signal.SIGALRM, self._look)
            self._set(LOOK_S)

    def leave(self):
        self._users -= 1
        if self._users == 0:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def begin(self, end):
        """A wait begins that may last until `end`, by `time.perf_counter`: TimeUp is raised into it then."""
        if end < self._next_look:
            self._set(end - time.perf_counter())
        self.end = end

    def _set(self, seconds):
        seconds = max(1e-4, seconds)
        self._next_look = time.perf_counter() + seconds
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN_S)

    def _look(self, _signal, _frame):
        if self._is_looking:
            return  # On a busy machine the next alarm may come before the first was dealt with.
        self._is_looking = True
        try:
            is_alone = self._poll.poll(0)
        finally:
            self._is_looking = False
        if is_alone:
            os._exit(0)  # The parent is gone.
        if self.end is None:
            self._set(LOOK_S)
            return
        left = self.end - time.perf_counter()
        if left > 0:
            self._set(min(left, LOOK_S))
            return
        # Once more later, should the wait go on in spite of it.
        self._set(AGAIN_S)
        raise TimeUp


def is_main_thread():
    """Whether this is the thread that alarms come to."""
    return threading.get_ident() == MAIN_THREAD
