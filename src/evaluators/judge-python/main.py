"""The process of a judge that is written in Python: told what to do over file descriptors 3 and 4."""

import os
import signal
import sys

sys.path[0] = os.path.dirname(os.path.abspath(__file__))

from barbican_judge.framing import Parent
from barbican_judge.serve import serve

# A terminal's Ctrl-C is for the parent, which ends this process when it is done.
signal.signal(signal.SIGINT, signal.SIG_IGN)
serve(Parent(requests=3, replies=4))
