"""The judge's end of the private channel to a program's host: two FIFOs, frames of JSON; see docs/hosts.md."""

import errno
import os
import time

from .framing import FrameReader, FrameTooLong, decode_strict, encode_frame
from .watchdog import TimeUp

#: Room for the frame around the outputs.
ENVELOPE_BYTES = 1024
#: As much as a pipe holds.
READ_BYTES = 1 << 16
#: Bytes of chance in the id of a request, and how many ids are drawn at a time.
ID_BYTES, IDS = 16, 256
#: Deepest nesting of a frame.
LEVELS = 500


class Reply:
    """The program answered, after so many microseconds."""

    __slots__ = ('outputs', 'us')

    def __init__(self, outputs, us):
        self.outputs, self.us = outputs, us


class Failed:
    """The program failed, and how."""

    def __init__(self, kind, detail):
        self.failure = {'kind': kind, 'detail': detail}


class Gone:
    """The program is gone; the sandbox knows why."""

    def __init__(self, begun, session=None):
        #: Whether the host came so far that the program could run; before that its end is not the program's doing.
        self.begun = begun
        #: Which instance, where there are several.
        self.session = session


class Over(Exception):
    """Nothing further can come, and why."""

    def __init__(self, why):
        super().__init__()
        self.why = why


class ProgramChannel:
    """The program, as the judge talks with it: one exchange at a time, which blocks. What is over stays over."""

    def __init__(self, channel, nonce, output_bytes, watchdog):
        self._nonce, self._watchdog = nonce, watchdog
        self._reader = FrameReader(output_bytes + ENVELOPE_BYTES)
        self._ids = []
        self._answered = self._over = None
        self._begun = self._closed = False
        # The sandbox holds ends of its own until it is told; where they are no more, the program is gone.
        self._replies = self._opened(channel['replyPath'], os.O_RDONLY)
        self._requests = self._opened(channel['requestPath'], os.O_WRONLY)
        #: Wall time from when the host began to load the program until it was loaded, in microseconds.
        self.load_us = 0
        watchdog.enter()

    def ready(self, limit_ms, on_begun=lambda: None):
        """Waits until the host says that the program is loaded; `on_begun` is called when it begins to load it."""
        return self._watched(limit_ms, 'the program was not loaded', self._await_signs, on_begun)

    def exchange(self, inputs, limit_ms):
        """Sends inputs, waits for their outputs. Raises TypeError or ValueError if an input is not plain data."""
        request_id = self._drawn_id()
        frame = encode_frame({'nonce': self._nonce, 'id': request_id, 'inputs': inputs})
        return self._watched(limit_ms, 'a call was not answered', self._ask, frame, request_id)

    def close(self):
        if self._closed:
            return
        self._closed = True
        self._over = self._over or Gone(self._begun)
        self._watchdog.leave()
        for descriptor in (self._replies, self._requests):
            if descriptor is not None:
                os.close(descriptor)

    def _drawn_id(self):
        """An id that cannot be guessed; many are drawn at a time."""
        if not self._ids:
            drawn = os.urandom(ID_BYTES * IDS).hex()
            self._ids = [drawn[at : at + 2 * ID_BYTES] for at in range(0, len(drawn), 2 * ID_BYTES)]
        return self._ids.pop()

    def _opened(self, path, mode):
        """Opens a FIFO for blocking use, without waiting for the other side."""
        try:
            descriptor = os.open(path, mode | os.O_NONBLOCK)
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ENXIO):
                raise
            self._over = Gone(False)
            return None
        os.set_blocking(descriptor, True)
        return descriptor

    def _watched(self, limit_ms, what, work, *given):
        """Does work that may block for `limit_ms` at most; whatever is not a reply ends the channel."""
        if self._over is not None:
            return self._over
        watchdog, started = self._watchdog, time.perf_counter()
        try:
            try:
                watchdog.begin(started + limit_ms / 1000)
                came = work(*given)
            finally:
                watchdog.end = None
            came.us = 1e6 * (time.perf_counter() - started)
            # A reply counts by the judge's own clock, however late the alarm came.
            if came.us <= 1000 * limit_ms:
                return came
            raise TimeUp
        except TimeUp:
            watchdog.end = None
            self._over = Failed('timeout', f'{what} within {round(limit_ms)} ms')
        except Over as over:
            self._over = over.why
        except FrameTooLong as error:
            self._over = Failed('output-limit', f'the program sent {error}')
        return self._over

    def _await_signs(self, on_begun):
        began = 0
        for word in ('begun', 'ready'):
            if self._decoded(self._next_body()) != {'nonce': self._nonce, word: True}:
                raise _broken('the program did not begin with the ready frame of this session')
            if word == 'begun':
                self._begun, began = True, time.perf_counter()
                on_begun()
        self.load_us = 1e6 * (time.perf_counter() - began)
        return Reply([], 0)

    def _ask(self, frame, request_id):
        self._write(frame)
        while True:
            value = self._decoded(self._next_body())
            if not self._is_reply(value):
                raise _broken('the program sent a frame that is not a reply of this session')
            if value['id'] == request_id:
                self._answered = request_id
                if 'error' in value:
                    raise Over(Failed('crash', value['error']['message']))
                return Reply(value['outputs'], 0)
            # Only the first well-formed reply to a request counts.
            if value['id'] != self._answered:
                raise _broken('the program answered a request that was not made')

    def _write(self, frame):
        try:
            sent = os.write(self._requests, frame)
            while sent < len(frame):
                sent += os.write(self._requests, memoryview(frame)[sent:])
        except BrokenPipeError:
            raise Over(Gone(self._begun)) from None

    def _next_body(self):
        reader = self._reader
        while True:
            body = reader.take()
            if body is not None:
                return body
            chunk = os.read(self._replies, READ_BYTES)
            if not chunk:
                raise Over(Gone(self._begun))
            reader.push(chunk)

    def _decoded(self, body):
        try:
            value = decode_strict(body)
            if len(body) <= 2 * LEVELS or not is_deeper(value, LEVELS):
                return value
        except ValueError as error:
            raise _broken(f'the program sent a frame that is not JSON: {error}') from None
        except RecursionError:
            pass
        raise Over(Failed('bad-output', f'the output is nested more than {LEVELS} levels deep'))

    def _is_reply(self, value):
        if type(value) is not dict or len(value) != 3 or value.get('nonce') != self._nonce:
            return False
        if type(value.get('id')) is not str:
            return False
        if 'outputs' in value:
            return type(value['outputs']) is list
        error = value.get('error')
        return type(error) is dict and len(error) == 1 and type(error.get('message')) is str


def _broken(detail):
    return Over(Failed('protocol', detail))


def is_deeper(value, levels):
    """Whether something in it is nested more than so deep."""
    level = [value]
    for _ in range(levels + 1):
        level = [item for item in level if isinstance(item, (dict, list))]
        if not level:
            return False
        level = [inner for item in level for inner in (item.values() if isinstance(item, dict) else item)]
    return True
