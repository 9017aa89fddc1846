"""Whoever a majority has promised the lease to has it, until just before the promises end (after PaxosLease 2012)."""

import json

LEASE_MS = 600


def start(config):
    node, nodes = config['node'], config['nodes']
    # By how much longer a promise lasts than a lease: one clock may be slow where the other is fast.
    promise_ms = LEASE_MS * (1 + config['skew']) / (1 - config['skew']) + 5
    saved = json.loads(config['saved']) if config['saved'] else {'to': -1, 'until': 0, 'for': 0, 'round': 0}
    waiting, asking, yes, asked_ms, tries = False, False, set(), 0.0, 0

    def patience_ms():
        """How long it waits for a majority."""
        return 60

    def rest_ms():
        """How long it then lets others try."""
        return 10 + (37 * node + 53 * saved['round']) % 60 + 10 * tries


    def to_all(body, **rest):
        return {'send': [{'to': to, 'body': body} for to in range(nodes)], 'saved': json.dumps(saved), **rest}

    def ask(now_ms):
        nonlocal asking, yes, asked_ms
        saved['round'] += 1
        asking, yes, asked_ms = True, set(), now_ms
        return to_all({'ask': saved['round']}, wake_ms=patience_ms())

    def give_up():
        nonlocal asking, tries
        asking, tries = False, min(tries + 1, 8)
        return to_all({'free': saved['round']}, wake_ms=rest_ms())

    def promise(now_ms, sender, round_):
        free = saved['to'] in (-1, sender) or saved['until'] <= now_ms
        if free:
            saved.update({'to': sender, 'until': now_ms + promise_ms, 'for': round_})
        return {'send': [{'to': sender, 'body': {'yes' if free else 'no': round_}}], 'saved': json.dumps(saved)}

    def step(seen):
        nonlocal waiting, asking, tries
        now_ms, what, body, sender = seen['now_ms'], seen['what'], seen['body'], seen['sender']
        if what == 'want':
            waiting, tries = True, 0
            return ask(now_ms)
        if what == 'wake' and waiting:
            return give_up() if asking else ask(now_ms)
        if what == 'done':
            return to_all({'free': saved['round']})
        if 'ask' in body:
            return promise(now_ms, sender, body['ask'])
        if 'free' in body and saved['to'] == sender and saved['for'] <= body['free']:
            saved['to'] = -1
            return {'send': [], 'saved': json.dumps(saved)}
        if waiting and asking and body.get('yes') == saved['round']:
            yes.add(sender)
            if len(yes) * 2 > nodes:
                waiting = asking = False
                return {'send': [], 'grant_until_ms': asked_ms + LEASE_MS}
        return {'send': []}

    return step
