"""The shortest prompt first; whoever has waited for long goes before all others."""


def start(config):
    batch = config['batch']

    def step(seen):
        free, room = seen['free'], batch - len(seen['running'])
        late_ms = seen['now_ms'] - 2_000
        order = sorted(seen['waiting'], key=lambda one: (one['arrived_ms'] > late_ms, one['prompt'] + one['decoded']))
        # Room for what the running ones will decode.
        reserve = 16 * len(seen['running'])
        admit = []
        for request in order:
            needs = request['prompt'] + request['decoded'] + 16
            if len(admit) >= room or (needs + reserve > free and (admit or seen['running'])):
                break
            if request['prompt'] + request['decoded'] > free:
                break
            admit.append(request['id'])
            free -= needs
        return {'admit': admit, 'preempt': []}

    return step
