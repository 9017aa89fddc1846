"""Node 0 has the lease and lends it: nobody waits for a majority, and everybody for node 0."""

import json

LEASE_MS = 600


def start(config):
    node = config['node']
    lent_ms = LEASE_MS * (1 + config['skew']) / (1 - config['skew']) + 5
    saved = json.loads(config['saved']) if config['saved'] else {'to': -1, 'until': 0, 'for': 0, 'round': 0}
    waiting, asked_ms = False, 0.0

    def ask(now_ms):
        nonlocal asked_ms
        saved['round'] += 1
        asked_ms = now_ms
        message = {'to': 0, 'body': {'ask': saved['round']}}
        return {'send': [message], 'saved': json.dumps(saved), 'wake_ms': 60 + 40 * node}

    def step(seen):
        nonlocal waiting
        now_ms, what, body = seen['now_ms'], seen['what'], seen['body']
        if what == 'want' or (what == 'wake' and waiting):
            waiting = True
            return ask(now_ms)
        if what == 'done':
            return {'send': [{'to': 0, 'body': {'free': saved['round']}}]}
        if 'free' in body and (saved['to'], saved['for']) == (seen['sender'], body['free']):
            saved['to'] = -1
            return {'send': [], 'saved': json.dumps(saved)}
        if 'ask' in body and (saved['to'] in (-1, seen['sender']) or saved['until'] <= now_ms):
            saved.update({'to': seen['sender'], 'until': now_ms + lent_ms, 'for': body['ask']})
            reply = {'to': seen['sender'], 'body': {'yes': body['ask']}}
            return {'send': [reply], 'saved': json.dumps(saved)}
        if waiting and body.get('yes') == saved['round']:
            waiting = False
            return {'send': [], 'grant_until_ms': asked_ms + LEASE_MS}
        return {'send': []}

    return step
