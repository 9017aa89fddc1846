"""A link that flows share: one queue, first come, first served, in virtual time."""

import heapq

#: Bytes of a packet.
PACKET = 1500


class Link:
    """`bytes_per_ms` leave the queue; what does not fit into `buffer_bytes` is lost, and `is_lost()` loses more."""

    def __init__(self, *, bytes_per_ms, rtt_ms, buffer_bytes, is_lost):
        self._bytes_per_ms, self._rtt_ms = bytes_per_ms, rtt_ms
        self._buffer_bytes, self._is_lost = buffer_bytes, is_lost
        #: When the last packet that was let in will have left.
        self._free_ms = 0.0
        self._events, self._pushed = [], 0

    def begin(self, flow, at_ms):
        """The flow may send from then on."""
        self._push(at_ms, flow, 'begins', at_ms)

    def send(self, flow, now_ms):
        """One packet: it comes back as an acknowledgement, or is found lost a round trip later."""
        waits_ms = max(0.0, self._free_ms - now_ms)
        if waits_ms * self._bytes_per_ms + PACKET > self._buffer_bytes or self._is_lost():
            self._push(now_ms + self._rtt_ms + waits_ms, flow, 'lost', now_ms)
            return
        self._free_ms = now_ms + waits_ms + PACKET / self._bytes_per_ms
        self._push(self._free_ms + self._rtt_ms, flow, 'acked', now_ms)

    def events(self, end_ms):
        """What happens until then, in order: `(now_ms, flow, what, sent_ms)`."""
        while self._events and self._events[0][0] <= end_ms:
            now_ms, _, flow, what, sent_ms = heapq.heappop(self._events)
            yield now_ms, flow, what, sent_ms

    def _push(self, at_ms, flow, what, sent_ms):
        self._pushed += 1
        heapq.heappush(self._events, (at_ms, self._pushed, flow, what, sent_ms))


class Flow:
    """A flow and the instance that sets its window."""

    def __init__(self, link, number, policy):
        self._link, self._number, self._policy = link, number, policy
        self._window, self._in_flight = 10 * PACKET, 0
        self.delivered = 0
        #: Time beyond the round trip of an empty link, of each packet that was acknowledged.
        self.queueing_ms = []

    def happens(self, now_ms, what, sent_ms, see):
        """`see` makes what the policy sees of it."""
        if what != 'begins':
            self._in_flight -= PACKET
            acked, lost = (PACKET, 0) if what == 'acked' else (0, PACKET)
            self.delivered += acked
            if acked:
                self.queueing_ms.append(max(0.0, now_ms - sent_ms - self._link._rtt_ms))
            seen = see(now_ms=now_ms, rtt_ms=now_ms - sent_ms, acked=acked, lost=lost, in_flight=self._in_flight)
            self._window = max(PACKET, self._policy.step(seen).window)
        while self._in_flight + PACKET <= self._window:
            self._in_flight += PACKET
            self._link.send(self._number, now_ms)
