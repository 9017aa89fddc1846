"""Eight numbers, and how near they are to eight others: a program and an evaluation that cost nothing."""
import importlib.util
import os
import re
import time

WANTED = [3, 1, 4, 1, 5, 9, 2, 6]


def score(numbers):
    """1 if all are right, less the farther they are away."""
    away = sum(abs(a - b) for a, b in zip(numbers, WANTED))
    return 1 / (1 + away)


def case():
    """What a program is called with, and what then makes its score."""
    return (8,), score


def note(code):
    """Which program was scored, by its number, for whoever asked for it: before the peer has written it down."""
    path = os.environ.get('PEERS_SCORED_AT')
    if path:
        trial = re.search(r'# trial (\d+)', code).group(1)
        with open(path, 'a', encoding='utf8') as file:
            file.write(f'{time.time()} {trial}\n')


def load(program_path):
    spec = importlib.util.spec_from_file_location('program', program_path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def evaluate(program_path):
    found = score(load(program_path).solve(8))
    with open(program_path, encoding='utf8') as file:
        note(file.read())
    return {'combined_score': found}
