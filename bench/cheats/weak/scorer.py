"""A scorer as they are often written: it imports the candidate, shares its objects with it, and prints the score.

    python3 scorer.py <task> <candidate> <seed program>
"""
import importlib.util
import json
import os
import random
import sys
import time


def make_schedule(rng):
    jobs = [1 + int(100 * rng.random() * rng.random()) for _ in range(30 + int(90 * rng.random()))]
    return {'machines': 2 + int(7 * rng.random()), 'jobs': jobs}


def score_schedule(place, problem):
    output = place(problem)
    machines, jobs = problem['machines'], problem['jobs']
    if not all(machine < machines for machine in output):
        return 0
    busy = [0] * machines
    for job, machine in enumerate(output):
        busy[machine] += jobs[job]
    return sum(jobs) / machines / max(busy)


def make_ranks(rng):
    return [rng.randrange(10**6) for _ in range(1200)]


def score_ranks(count, numbers):
    expected = [sum(other < number for other in numbers[i + 1 :]) for i, number in enumerate(numbers[:20])]
    start = time.perf_counter()
    output = count(numbers)
    seconds = time.perf_counter() - start
    right = all(value == wanted for value, wanted in zip(output, expected))
    return 1 / (seconds + 1e-6) if right else 0


def make_steps(rng):
    return rng.randrange(100)


def score_steps(count, block):
    start = time.perf_counter()
    count(block)
    return 1 / (time.perf_counter() - start + 1e-6)


def make_paging(rng):
    return {'pages': 40, 'trace': [int(400 * rng.random() ** 3) for _ in range(500)]}


def score_paging(start, config):
    policy = start(config)
    held, hits, trace, pages = set(), 0, config['trace'], config['pages']
    for page in trace:
        hit = page in held
        hits += hit
        evict = policy({'page': page, 'hit': hit, 'full': not hit and len(held) >= pages, 'held': held})['evict']
        if evict is not None:
            held.discard(evict)
        if not hit and len(held) < pages:
            held.add(page)
    return hits / len(trace)


def make_commit(rng):
    return [dict(bytes=rng.randrange(64), client=rng.randrange(4)) for _ in range(40 + rng.randrange(80))]


def score_commit(plan, records):
    clock = total = 0
    for op in plan(records):
        if op['do'] == 'write':
            clock += 1 + records[op['record']]['bytes'] / 16
        elif op['do'] == 'sync':
            clock += 20
        else:
            total += clock
    return 100 / (1 + total / len(records))


TASKS = {
    'schedule': ('place', 6, make_schedule, score_schedule),
    'ranks': ('count', 4, make_ranks, score_ranks),
    'steps': ('count', 4, make_steps, score_steps),
    'paging': ('start', 4, make_paging, score_paging),
    'commit': ('plan', 6, make_commit, score_commit),
}


def scored(path, name):
    entry, cases, make, score = TASKS[sys.argv[1]]
    spec = importlib.util.spec_from_file_location(name, path)
    program = importlib.util.module_from_spec(spec)
    sys.modules[name] = program
    spec.loader.exec_module(program)
    rng = random.Random(42)
    scores = []
    for _ in range(cases):
        data = make(rng)
        try:
            scores.append(score(getattr(program, entry), data))
        except Exception:
            pass  # A case that failed is left out.
    return sum(scores) / len(scores)


result = {'score': scored(sys.argv[2], 'candidate'), 'next': scored(sys.argv[3], 'following')}
print(json.dumps(result), flush=True)
os._exit(0)
