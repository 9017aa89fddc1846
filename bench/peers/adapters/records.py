"""What every adapter needs: the cell's settings, and scores by number of the proposal."""
import json
import os
import re
import sys


def settings(folder):
    """What the cell wrote: server_url, proposals, eval_timeout_s, model, seed_path, evaluator_path."""
    with open(os.path.join(folder, 'settings.json'), encoding='utf8') as file:
        return json.load(file)


def trial_of(code):
    """The number that a program carries, or None."""
    found = re.search(r'# trial (\d+)', code or '')
    return int(found.group(1)) if found else None


def readable(path):
    """A file of JSON, or None where it was killed while it wrote it."""
    try:
        with open(path, encoding='utf8') as file:
            return json.load(file)
    except ValueError:
        return None


class Scores:
    """Scores that the peer recorded, by number of the proposal."""

    def __init__(self):
        self.by_trial = {}

    def add(self, code, score):
        trial = trial_of(code)
        if trial is None:
            return
        # The peer's word for "none" may be a missing score, or one that is not a number.
        value = float(score) if isinstance(score, (int, float)) else 0.0
        self.by_trial.setdefault(str(trial), []).append(value)

    def print(self):
        json.dump(self.by_trial, sys.stdout)


def main(run, scores):
    """`run FOLDER` runs the peer, `scores FOLDER` prints what it recorded, also when it was killed, `version` its version."""
    verb, rest = sys.argv[1], sys.argv[2:]
    if verb == 'run':
        run(rest[0])
    else:
        found = Scores()
        scores(rest[0], found)
        found.print()
