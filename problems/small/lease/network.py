"""Nodes that send each other messages over a network that loses, delays and parts them; in virtual time."""

import heapq

#: Events after which a schedule ends: no protocol needs so many.
MOST_EVENTS = 10_000


class Network:
    """One schedule. `start(node, saved)` gives a fresh instance for a node, which knows no more than what was saved."""

    def __init__(self, workload, rng, start, see):
        self._workload, self._rng = workload, rng
        self._start, self._see = start, see
        self._nodes = [Node(i, rate) for i, rate in enumerate(workload['rates'])]
        self._events, self._pushed = [], 0
        #: Nodes that messages reach only from among themselves.
        self._cut = frozenset()
        #: `(node, since, until, asked)` of each lease that was granted, in true time.
        self.grants = []
        self.messages = self.wrong = 0

    def run(self):
        """Until the end of the schedule."""
        for node in self._nodes:
            node.instance = self._start(node.number, None)
        for at_ms, what, about in self._workload['happens']:
            self._push(at_ms, what, about)
        for _ in range(MOST_EVENTS):
            if not self._events or self._events[0][0] > self._workload['end_ms']:
                return
            now_ms, _, what, about = heapq.heappop(self._events)
            getattr(self, f'_{what}')(now_ms, about)

    def _push(self, at_ms, what, about):
        self._pushed += 1
        heapq.heappush(self._events, (at_ms, self._pushed, what, about))

    # What happens.

    def _want(self, now_ms, number):
        node = self._nodes[number]
        if node.asked_ms is None and node.until_ms <= now_ms:
            node.asked_ms = now_ms
            self._tell(now_ms, node, 'want')

    def _crash(self, now_ms, number):
        node = self._nodes[number]
        node.instance = None
        # Its client stays, and holds what it was granted.
        node.asked_ms = None
        self._push(now_ms + self._workload['down_ms'], 'restart', number)

    def _restart(self, _now_ms, number):
        node = self._nodes[number]
        node.instance = self._start(number, node.saved)

    def _part(self, _now_ms, numbers):
        self._cut = frozenset(numbers)

    def _arrive(self, now_ms, message):
        sender, to, body = message
        self._tell(now_ms, self._nodes[to], 'message', sender=sender, body=body)

    def _wake(self, now_ms, about):
        number, instance = about
        if self._nodes[number].instance is instance:
            self._tell(now_ms, self._nodes[number], 'wake')

    def _done(self, now_ms, number):
        self._nodes[number].until_ms = now_ms
        self._tell(now_ms, self._nodes[number], 'done')

    # What the nodes do.

    def _tell(self, now_ms, node, what, sender=-1, body=None):
        if node.instance is None:
            return
        seen = self._see(what=what, now_ms=node.clock(now_ms), sender=sender, body=body or {})
        action = node.instance.step(seen)
        if action.saved is not None:
            node.saved = action.saved
        for message in action.send:
            self._send(now_ms, node.number, message)
        if action.wake_ms is not None:
            self._push(now_ms + max(1, action.wake_ms) / node.rate, 'wake', (node.number, node.instance))
        if action.grant_until_ms is not None:
            self._grant(now_ms, node, action.grant_until_ms)

    def _send(self, now_ms, sender, message):
        self.messages += 1
        if not 0 <= message.to < len(self._nodes):
            self.wrong += 1
            return
        is_cut = (sender in self._cut) != (message.to in self._cut)
        if message.to == sender or not (is_cut or self._rng.random() < self._workload['drop']):
            takes_ms = 0.1 if message.to == sender else 1 + self._rng.expovariate(1 / self._workload['delay_ms'])
            self._push(now_ms + takes_ms, 'arrive', (sender, message.to, dict(message.body)))

    def _grant(self, now_ms, node, until_clock_ms):
        if node.asked_ms is None:
            self.wrong += 1
            return
        until_ms = node.true_time(until_clock_ms)
        if until_ms <= now_ms:
            return
        works_ms = min(self._rng.expovariate(1 / self._workload['work_ms']), until_ms - now_ms)
        node.until_ms = now_ms + works_ms
        self.grants.append((node.number, now_ms, node.until_ms, node.asked_ms))
        node.asked_ms = None
        self._push(node.until_ms, 'done', node.number)


class Node:
    """A node, its clock, and the client beside it."""

    def __init__(self, number, rate):
        self.number, self.rate = number, rate
        self.instance = self.saved = None
        #: Since when the client waits; None if it does not.
        self.asked_ms = None
        #: Until when the client holds the lease.
        self.until_ms = -1.0

    def clock(self, true_ms):
        """What the node's clock says: it began at another time, and is fast or slow."""
        return 1_000 * self.number + true_ms * self.rate

    def true_time(self, clock_ms):
        """When the node's clock says this."""
        return (clock_ms - 1_000 * self.number) / self.rate
