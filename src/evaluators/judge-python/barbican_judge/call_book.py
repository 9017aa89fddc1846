"""What a program was asked in one evaluation and what it answered, for asking it again."""

import json

from .channel import Failed, Gone, Reply
from .faults import shown
from .framing import encode_frame

#: Bytes of calls, as JSON, that are kept for a replay: the first ones.
KEPT_BYTES = 64 * 2**20
#: The rule that a function breaks which does not answer the same when it is asked the same again.
NO_MEMORY = 'a function has no memory'


class CallBook:
    """The frames of one evaluation, in order."""

    def __init__(self):
        self._answered = []
        self._free = KEPT_BYTES

    def keeping(self, ask, where):
        """The same `ask`; what it is asked is written down. `where` begins with the regime and the index of the workload."""

        def kept(inputs, limit_ms):
            answer = ask(inputs, limit_ms)
            if isinstance(answer, Reply) and self._free > 0:
                sent, came = encode_frame(inputs)[4:], _text(answer.outputs)
                self._answered.append((where[0], where[1], sent, came))
                self._free -= len(sent) + len(came)
            return answer

        return kept

    def replay(self, exchange, call_ms, before):
        """The outcome of asking everything again, the last call first; `before(regime, index)` is called before each frame."""
        for regime, index, sent, came in reversed(self._answered):
            before(regime, index)
            at = {'regime': regime, 'index': index}
            inputs, expected = json.loads(sent), json.loads(came)
            answer = exchange(inputs[::-1], call_ms * len(inputs))
            if isinstance(answer, Gone):
                return {'kind': 'gone', 'begun': True, **at, 'finished': []}
            if isinstance(answer, Failed):
                failure = answer.failure
                return _outcome([_broken(at, f'asked again it failed: {failure["kind"]}: {failure["detail"]}')])
            for was, now in zip(expected, json.loads(_text(answer.outputs[::-1]))):
                if _text(was) != _text(now):
                    detail = 'asked the same in a fresh process in another order, it answered otherwise'
                    return _outcome([_broken(at, f'{detail}: {shown(was)}, then {shown(now)}')])
        return _outcome([])


def _text(value):
    return json.dumps(value, sort_keys=True, separators=(',', ':'))


def _broken(at, detail):
    return {'rule': NO_MEMORY, **at, 'detail': detail}


def _outcome(violations):
    return {
        'kind': 'finished',
        'perWorkload': [],
        'violations': violations,
        'defects': [],
        'signature': '',
        'partial': False,
    }
