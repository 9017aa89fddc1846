"""Programs that answer as they did before, for conducting a workload again."""

from .calls import as_sent, instance_name
from .channel import Gone, Reply
from .instances import Running
from .runners import FUNCTION
from .steps import StepReply, record_name
from .steps_meter import NOTHING_USED
from .usage import Load


class StoredReplies:
    """Programs that give the stored replies in order, and what they were asked."""

    def __init__(self, recorded):
        self._recorded, self._started = recorded, 0
        self.asked = []
        self.ask = self._ask_of(FUNCTION)

    def wish(self, program):
        self._started += 1
        return instance_name(self._started, program)

    def start(self, name):
        return Running(self._ask_of(name), Load(None))

    def exec(self, request, _limit_ms):
        at = len(self.asked)
        self.asked.append((record_name(request), [request]))
        return StepReply(self._recorded[at][2][0], NOTHING_USED) if at < len(self._recorded) else Gone(True)

    def end(self):
        """Nothing runs."""

    def _ask_of(self, to):
        def ask(inputs, _limit_ms):
            at = len(self.asked)
            self.asked.append((to, as_sent(inputs)))
            return Reply(self._recorded[at][2], 0) if at < len(self._recorded) else Gone(True)

        return ask
