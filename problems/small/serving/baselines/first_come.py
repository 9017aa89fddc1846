"""First come, first served."""


def start(config):
    batch = config['batch']

    def step(seen):
        free, room = seen['free'], batch - len(seen['running'])
        order = seen['waiting']
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
