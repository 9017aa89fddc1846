"""The steps of a command: each a run of a fresh copy of the built tree, which the engine's side starts.

What goes in and comes out is files that the engine's side hands to the program without looking at them.
"""

import hashlib
import os
import re
from dataclasses import dataclass

from .channel import Failed
from .plain import FrozenDict


@dataclass(frozen=True)
class StepResult:
    """What a step made, as `drive` sees it. None of it is a number before the judge has measured it."""

    #: 128 and the signal's number if one ended it.
    exit_code: int
    stdout: bytes
    #: Bytes by path: of those that were asked for and are there.
    files: dict


class StepReply:
    """A step came to its end; `used` is what the engine's side measured."""

    def __init__(self, result, used):
        self.result, self.used = result, used


class Steps:
    """Runs steps, one at a time: `exec(request, limit_ms)`."""

    def __init__(self, *, send, receive, folder, output_bytes):
        """
        `send(message)` tells the engine's side, `receive()` waits for its next message. `folder` is where it finds what
        goes in, and leaves what comes out. A step may print `output_bytes`, and give as much in files.
        """
        self._send, self._receive = send, receive
        self._folder, self._output_bytes = folder, output_bytes
        self._steps = 0

    def exec(self, request, limit_ms):
        """StepReply or Failed."""
        self._steps += 1
        number = self._steps
        try:
            end = self._run(number, request, limit_ms)
            failure = end.get('failure')
            if failure is not None:
                return Failed(failure['kind'], failure['detail'])
            return self._reply(number, request.take, end)
        finally:
            for ending in ('stdin', 'input', 'stdout', 'output'):
                path = self._path(number, ending)
                if os.path.exists(path):
                    os.remove(path)

    def end(self):
        """A workload is over: each step has ended when it is answered."""

    def _run(self, number, request, limit_ms):
        if request.stdin is not None:
            self._write(number, 'stdin', [request.stdin])
        if request.files:
            self._write(number, 'input', request.files.values())
        self._send(
            {
                'type': 'exec',
                'number': number,
                'step': request.step,
                'limitMs': limit_ms,
                'hasStdin': request.stdin is not None,
                'inputs': [[path, len(content)] for path, content in request.files.items()],
                'outputs': list(request.take),
            }
        )
        while True:
            message = self._receive()
            if message['type'] == 'executed' and message['number'] == number:
                return message['end']

    def _reply(self, number, take, end):
        most = self._output_bytes
        stdout = self._read(number, 'stdout', most)
        if stdout is None:
            return Failed('output-limit', f'a step printed more than {most} bytes')
        output = self._read(number, 'output', most + 32 * len(take))
        if output is None:
            return Failed('output-limit', f'a step left files of more than {most} bytes')
        files = files_in(output, take)
        if files is None:
            return Failed('protocol', 'a step left no whole files')
        return StepReply(StepResult(end['exitCode'], stdout, FrozenDict(files)), end)

    def _path(self, number, ending):
        return os.path.join(self._folder, f'{number}.{ending}')

    def _write(self, number, ending, parts):
        descriptor = os.open(self._path(number, ending), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, 'wb') as file:
            for part in parts:
                file.write(part)

    def _read(self, number, ending, most_bytes):
        """The bytes; None if they are more than may be."""
        path = self._path(number, ending)
        if not os.path.exists(path):
            return b''
        if os.path.getsize(path) > most_bytes:
            return None
        with open(path, 'rb') as file:
            return file.read()


def files_in(output, take):
    """Bytes by path. Of each path `output` has a line with its size and its bytes, or `-`; None if it is not that."""
    files, at = {}, 0
    for path in take:
        line = re.compile(rb'(-|\d+)\n').match(output, at)
        if line is None:
            return None
        at = line.end()
        if line[1] == b'-':
            continue
        end = at + int(line[1])
        if end > len(output):
            return None
        files[path], at = output[at:end], end
    return files if at == len(output) else None


def record_name(request):
    """How a record calls who was asked."""
    return f'step {request.step}'


def digest_of(result):
    """What a reply is known by: its bytes would be long."""
    return {
        'exitCode': result.exit_code,
        'stdout': hashlib.sha256(result.stdout).hexdigest(),
        'files': {path: hashlib.sha256(content).hexdigest() for path, content in result.files.items()},
    }
