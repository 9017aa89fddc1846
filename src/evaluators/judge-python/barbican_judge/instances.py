"""The programs of a problem, as the judge conducts them."""

from .channel import Failed, Gone, Reply
from .usage import Load


class CalledProgram:
    """The one process of a function, which serves all workloads of an evaluation: `ask(inputs, limit_ms)`."""

    def __init__(self, ask):
        self.ask = ask

    def end(self):
        """A workload is over."""


class Running:
    """An instance of a policy that runs: `ask(inputs, limit_ms)`; `load` is how it was loaded."""

    def __init__(self, ask, load):
        self.ask, self.load = ask, load


class Instances:
    """The instances of a policy and of its rivals: processes of their own, which the engine's side starts and kills."""

    def __init__(self, *, send, receive, open_channel, ready_ms):
        """
        `send(message)` tells the engine's side, `receive()` waits for its next message; `open_channel(channel, nonce)`
        gives a `ProgramChannel`; `ready_ms` is how long a program may take to be loaded.
        """
        self._send, self._receive = send, receive
        self._open_channel, self._ready_ms = open_channel, ready_ms
        self._sessions = 0
        #: Wishes that are not answered, and answers that nobody has asked for yet, by session.
        self._wished, self._answers = set(), {}
        self._channels = {}
        #: They went away by themselves: the engine's side finds out why, which a kill would hide.
        self._gone = set()

    def wish(self, program):
        """Asks for a fresh instance of the candidate or of a baseline by its name; its session."""
        self._sessions += 1
        self._wished.add(self._sessions)
        self._send({'type': 'open', 'session': self._sessions, 'program': program})
        return self._sessions

    def start(self, session):
        """Waits until the instance is loaded: Running, Failed or Gone."""
        answer = self._answer(session)
        if answer['type'] == 'not-opened':
            failure = answer['failure']
            return Failed(failure['kind'], failure['detail'])
        channel = self._open_channel(answer['channel'], answer['nonce'])
        self._channels[session] = channel
        self._send({'type': 'opened', 'session': session})
        load = Load(answer['channel'].get('hostPid'))
        ready = self._noted(session, channel.ready(self._ready_ms, load.begun))
        if not isinstance(ready, Reply):
            return ready
        load.ended(channel.load_us)

        def ask(inputs, limit_ms):
            came = channel.exchange(inputs, limit_ms)
            return came if type(came) is Reply else self._noted(session, came)

        return Running(ask, load)

    def end(self):
        """A workload is over: ends all instances, those too that were wished for and not waited for."""
        for session, channel in self._channels.items():
            channel.close()
            if session not in self._gone:
                self._send({'type': 'close', 'session': session})
        self._channels.clear()
        for session in sorted(self._wished | set(self._answers)):
            if self._answer(session)['type'] == 'opened-session':
                self._send({'type': 'close', 'session': session})

    def _answer(self, session):
        while session not in self._answers:
            message = self._receive()
            if message['type'] in ('opened-session', 'not-opened'):
                self._answers[message['session']] = message
        self._wished.discard(session)
        return self._answers.pop(session)

    def _noted(self, session, came):
        if not isinstance(came, Gone):
            return came
        self._gone.add(session)
        return Gone(came.begun, session)


class Announced:
    """The same programs; `before()` is called each time before one of them is asked."""

    def __init__(self, programs, before):
        self._programs, self._before = programs, before
        if isinstance(programs, CalledProgram):
            self.ask = self._told(programs.ask)

    def wish(self, program):
        self._before()
        return self._programs.wish(program)

    def start(self, session):
        self._before()
        started = self._programs.start(session)
        return Running(self._told(started.ask), started.load) if isinstance(started, Running) else started

    def exec(self, request, limit_ms):
        self._before()
        return self._programs.exec(request, limit_ms)

    def end(self):
        self._programs.end()

    def _told(self, ask):
        def told(inputs, limit_ms):
            self._before()
            return ask(inputs, limit_ms)

        return told
