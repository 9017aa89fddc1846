"""The judge's end of the private channel to a program's host: two FIFOs, frames of JSON; see docs/hosts.md."""

import errno
import os
import select
import time
import uuid

from .framing import FrameReader, FrameTooLong, decode_strict, encode_frame

#: Room for the frame around the outputs.
ENVELOPE_BYTES = 1024
READ_BYTES = 1 << 18
#: Deepest nesting of a frame.
LEVELS = 500


class Reply:
    """The program answered, after so many microseconds."""

    def __init__(self, outputs, us):
        self.outputs, self.us = outputs, us


class Failed:
    """The program failed, and how."""

    def __init__(self, kind, detail):
        self.failure = {'kind': kind, 'detail': detail}


class Gone:
    """The program is gone; the sandbox knows why."""


class ProgramChannel:
    """The program, as the judge talks with it: one exchange at a time. What is over stays over."""

    def __init__(self, channel, nonce, output_bytes, parent):
        self._nonce = nonce
        self._reader = FrameReader(output_bytes + ENVELOPE_BYTES)
        self._bodies = []
        self._answered = None
        #: Whether the host came so far that the program could run; before that its end is not the program's doing.
        self.begun = False
        self._over = None
        self._parent = parent
        self._poll = select.poll()
        self._poll.register(parent.requests, 0)
        # The sandbox holds ends of its own until it is told; where they are no more, the program is gone.
        self._replies = self._opened(channel['replyPath'], os.O_RDONLY)
        self._requests = self._opened(channel['requestPath'], os.O_WRONLY)
        if self._over is None:
            self._poll.register(self._replies, select.POLLIN)

    def ready(self, limit_ms):
        """Waits until the host says that the program is loaded."""
        end = time.perf_counter() + limit_ms / 1000
        for word in ('begun', 'ready'):
            left_ms = 1000 * (end - time.perf_counter())
            body = self._next_body(b'', left_ms, 'the program was not loaded', limit_ms)
            value = self._decoded(body) if self._over is None else None
            if self._over is None and value != {'nonce': self._nonce, word: True}:
                self._end(Failed('protocol', 'the program did not begin with the ready frame of this session'))
            if self._over is not None:
                return self._over
            self.begun = True
        return Reply([], 0)

    def exchange(self, inputs, limit_ms):
        """Sends inputs, waits for their outputs. Raises TypeError or ValueError if an input is not plain data."""
        request_id = str(uuid.uuid4())
        frame = encode_frame({'nonce': self._nonce, 'id': request_id, 'inputs': inputs})
        started = time.perf_counter()
        end_ms = 1000 * started + limit_ms
        while self._over is None:
            left_ms = end_ms - 1000 * time.perf_counter()
            body = self._next_body(frame, left_ms, 'a call was not answered', limit_ms)
            us = 1e6 * (time.perf_counter() - started)
            frame = b''
            reply = self._reply(body, request_id, us) if self._over is None else None
            if reply is not None:
                return reply
        return self._over

    def close(self):
        for descriptor in (self._replies, self._requests):
            if descriptor is not None:
                os.close(descriptor)

    def _opened(self, path, mode):
        try:
            return os.open(path, mode | os.O_NONBLOCK)
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ENXIO):
                raise
            self._end(Gone())
            return None

    def _end(self, over):
        self._over = self._over or over

    def _next_body(self, frame, left_ms, what, limit_ms=None):
        """The next frame's body, while `frame` is sent; ends the channel if there is none in time."""
        limit_ms = left_ms if limit_ms is None else limit_ms
        end = time.perf_counter() + left_ms / 1000
        to_send = memoryview(frame)
        while not self._bodies and self._over is None:
            if to_send:
                to_send = self._send_some(to_send)
            left = end - time.perf_counter()
            if left <= 0:
                self._end(Failed('timeout', f'{what} within {round(limit_ms)} ms'))
                break
            if to_send:
                self._poll.register(self._requests, select.POLLOUT)
            ready = self._poll.poll(left * 1000 + 1)
            if to_send:
                self._poll.unregister(self._requests)
            self._read_some(dict(ready))
        return self._bodies.pop(0) if self._bodies else None

    def _send_some(self, frame):
        try:
            return frame[os.write(self._requests, frame) :]
        except BlockingIOError:
            return frame
        except BrokenPipeError:
            self._end(Gone())
            return memoryview(b'')

    def _read_some(self, ready):
        if ready.get(self._parent.requests):
            os._exit(0)  # The parent is gone.
        if self._replies not in ready:
            return
        try:
            chunk = os.read(self._replies, READ_BYTES)
        except BlockingIOError:
            return
        if not chunk:
            self._end(Gone())
            return
        try:
            self._bodies += self._reader.push(chunk)
        except FrameTooLong as error:
            self._end(Failed('output-limit', f'the program sent {error}'))

    def _decoded(self, body):
        try:
            value = decode_strict(body)
            if len(body) <= 2 * LEVELS or not is_deeper(value, LEVELS):
                return value
        except ValueError as error:
            self._end(Failed('protocol', f'the program sent a frame that is not JSON: {error}'))
            return None
        except RecursionError:
            pass
        self._end(Failed('bad-output', f'the output is nested more than {LEVELS} levels deep'))
        return None

    def _reply(self, body, request_id, us):
        """What a frame says of this request; None if it is an old one's or ended the channel."""
        value = self._decoded(body)
        if self._over is not None:
            return None
        if not self._is_reply(value):
            self._end(Failed('protocol', 'the program sent a frame that is not a reply of this session'))
            return None
        if value['id'] == self._answered:
            return None  # Only the first well-formed reply to a request counts.
        if value['id'] != request_id:
            self._end(Failed('protocol', 'the program answered a request that was not made'))
            return None
        self._answered = request_id
        if 'error' in value:
            return Failed('crash', value['error']['message'])
        return Reply(value['outputs'], us)

    def _is_reply(self, value):
        if not isinstance(value, dict) or value.get('nonce') != self._nonce or not isinstance(value.get('id'), str):
            return False
        if set(value) == {'nonce', 'id', 'outputs'}:
            return isinstance(value['outputs'], list)
        error = value.get('error')
        is_error = isinstance(error, dict) and set(error) == {'message'} and isinstance(error['message'], str)
        return set(value) == {'nonce', 'id', 'error'} and is_error


def is_deeper(value, levels):
    """Whether something in it is nested more than so deep."""
    level = [value]
    for _ in range(levels + 1):
        level = [item for item in level if isinstance(item, (dict, list))]
        if not level:
            return False
        level = [inner for item in level for inner in (item.values() if isinstance(item, dict) else item)]
    return True
