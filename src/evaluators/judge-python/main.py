"""The process of a judge that is written in Python: told what to do over file descriptors 3 and 4."""

import os
import sys

sys.path[0] = os.path.dirname(os.path.abspath(__file__))

from barbican_judge.framing import Parent
from barbican_judge.serve import serve

# Plain data is walked through by functions that call themselves.
sys.setrecursionlimit(10_000)
serve(Parent(requests=3, replies=4))
