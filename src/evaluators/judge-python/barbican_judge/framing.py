"""Frames of JSON: 4 bytes of length, little-endian, then UTF-8 text."""

import json
import os

from .plain import as_json


class FrameTooLong(Exception):
    """A frame said that it is longer than allowed."""


def encode_frame(value):
    """One frame. Raises TypeError or ValueError if the value is not plain data or a number is not finite."""
    try:
        body = ''.join(_encoded(value, 0)).encode()
    except RecursionError:
        raise ValueError('it is nested too deep, or has itself inside') from None
    return len(body).to_bytes(4, 'little') + body


def decode_strict(body):
    """The value of a frame's body. Raises ValueError if it is not UTF-8, not JSON, or has an object with a key twice."""
    text = body.decode('utf-8')
    if text[:1] == '{':
        value, end = _decoder.raw_decode(text)
        if end == len(text):
            return value
    return _decoder.decode(text)


def _refuse(name):
    raise ValueError(f'{name} is not JSON')


def _once(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError('an object has a key twice')
    return members


def _encoder_in_c():
    """Python's own encoder, made once: to make it anew for each frame costs more than a short frame."""
    make, (key, item) = json.encoder.c_make_encoder, (':', ',')
    if make is None:
        encode = json.JSONEncoder(separators=(item, key), allow_nan=False, default=as_json).encode
        return lambda value, _level: [encode(value)]
    return make(None, as_json, json.encoder.encode_basestring_ascii, None, key, item, False, False, False)


_encoded = _encoder_in_c()
_decoder = json.JSONDecoder(parse_constant=_refuse, object_pairs_hook=_once)


class FrameReader:
    """Cuts a stream of bytes into frames."""

    def __init__(self, max_bytes):
        self._max_bytes = max_bytes
        self._bytes = b''

    def push(self, chunk):
        """More of the stream."""
        if not self._bytes:
            self._bytes = chunk
            return
        if isinstance(self._bytes, bytes):
            self._bytes = bytearray(self._bytes)
        self._bytes += chunk

    def take(self):
        """The body of the next frame; None if it is not complete. Raises FrameTooLong, but not before its turn."""
        held = self._bytes
        if len(held) < 4:
            return None
        length = int.from_bytes(held[:4], 'little')
        if length > self._max_bytes:
            raise FrameTooLong(f'a frame of {length} bytes, more than {self._max_bytes}')
        end = 4 + length
        if len(held) < end:
            return None
        body = bytes(held[4:end])
        self._bytes = held[end:]
        return body


class Parent:
    """The process that started this one: requests come on one descriptor, answers go to the other."""

    def __init__(self, requests, replies):
        self.requests, self._replies = requests, replies

    def receive(self):
        """The next message; ends this process when the parent is gone."""
        return json.loads(self._exactly(int.from_bytes(self._exactly(4), 'little')))

    def send(self, message):
        frame = memoryview(encode_frame(message))
        while frame:
            frame = frame[os.write(self._replies, frame) :]

    def _exactly(self, length):
        chunks = []
        while length > 0:
            chunk = os.read(self.requests, min(length, 1 << 20))
            if not chunk:
                os._exit(0)
            chunks.append(chunk)
            length -= len(chunk)
        return b''.join(chunks)
