"""The channel of the judge in Python, for the bench: told over standard input what to open, then how often to ask.

First line: JSON with `module` (the folder of `barbican_judge`), `channel`, `nonce` and `outputBytes`. Each further line: JSON
with `inputs` and `times`; the answer is how many milliseconds that took.
"""

import json
import os
import sys
import time

job = json.loads(sys.stdin.readline())
sys.path.insert(0, job['module'])

from barbican_judge.channel import ProgramChannel, Reply  # noqa: E402
from barbican_judge.watchdog import Watchdog  # noqa: E402

LIMIT_MS = 20_000
# A parent that stays: the other end of the pipe is held here.
program = ProgramChannel(job['channel'], job['nonce'], job['outputBytes'], Watchdog(os.pipe()[0]))
came = program.ready(10_000)
if not isinstance(came, Reply):
    sys.exit('The program was not loaded')
print('ready', flush=True)
for line in sys.stdin:
    task = json.loads(line)
    inputs, times = task['inputs'], task['times']
    started = time.perf_counter()
    for _ in range(times):
        came = program.exchange(inputs, LIMIT_MS)
    ms = 1000 * (time.perf_counter() - started)
    if not isinstance(came, Reply):
        sys.exit(f'The program did not answer: {vars(came)}')
    print(ms, flush=True)
