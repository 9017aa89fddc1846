"""A server that decodes many requests at once: a queue, a batch and memory for keys and values; in virtual time."""

#: Time of one step, of each token that is prefilled, and of each request in the batch, in milliseconds.
STEP_MS, PREFILL_MS, DECODE_MS = 8.0, 0.02, 0.05
#: Steps after which the server is switched off, and those in which it may do nothing: no scheduler needs so many.
MOST_STEPS, MOST_IDLE = 20_000, 100


class Request:
    """One request. How long its answer is, nobody knows before it is done."""

    def __init__(self, number, arrived_ms, prompt, answer):
        self.number, self.arrived_ms, self.prompt, self._answer = number, arrived_ms, prompt, answer
        self.decoded, self.times_ms = 0, []

    @property
    def tokens(self):
        """What it takes of the memory."""
        return self.prompt + self.decoded

    def decode(self, now_ms):
        """One token more; whether it was the last."""
        self.decoded += 1
        self.times_ms.append(now_ms)
        return self.decoded >= self._answer


class Server:
    """Requests come in order of arrival; `decide(now_ms, waiting, running, free)` gives whom to admit and preempt."""

    def __init__(self, requests, *, memory, batch, decide):
        self._coming = list(reversed(requests))
        self._memory, self._batch, self._decide = memory, batch, decide
        self._waiting, self._running = {}, {}
        self.now_ms, self.done, self.wrong, self._idle = 0.0, [], 0, 0

    @property
    def left(self):
        """Requests that are not answered."""
        return len(self._coming) + len(self._waiting) + len(self._running)

    def run(self):
        """Until everything is answered."""
        for _ in range(MOST_STEPS):
            if not self.left or self._idle > MOST_IDLE:
                return
            self._arrive()
            self._step()

    def _arrive(self):
        if not self._waiting and not self._running:
            self.now_ms = max(self.now_ms, self._coming[-1].arrived_ms)
        while self._coming and self._coming[-1].arrived_ms <= self.now_ms:
            request = self._coming.pop()
            self._waiting[request.number] = request

    def _step(self):
        free = self._memory - sum(request.tokens for request in self._running.values())
        admit, preempt = self._decide(self.now_ms, self._waiting.values(), self._running.values(), free)
        for number in preempt:
            self._move(number, self._running, self._waiting)
        prefilled = sum(self._admit(number) for number in admit)
        self.now_ms += STEP_MS + PREFILL_MS * prefilled + DECODE_MS * len(self._running)
        self._idle = 0 if self._running else self._idle + 1
        for request in list(self._running.values()):
            if request.decode(self.now_ms):
                self.done.append(self._running.pop(request.number))
        self._overflow()

    def _admit(self, number):
        """Tokens that are prefilled."""
        request = self._waiting.get(number)
        used = sum(other.tokens for other in self._running.values())
        if request is None or len(self._running) >= self._batch or used + request.tokens > self._memory:
            self.wrong += 1
            return 0
        self._move(number, self._waiting, self._running)
        return request.tokens

    def _move(self, number, source, target):
        if number in source:
            target[number] = source.pop(number)
        else:
            self.wrong += 1

    def _overflow(self):
        """The youngest go back to the queue when the memory is full."""
        while sum(request.tokens for request in self._running.values()) > self._memory:
            last = next(reversed(self._running))
            self._move(last, self._running, self._waiting)
