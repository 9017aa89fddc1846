# A page that was asked for once leaves before one that was asked for twice.
def start(config):
    once, often = {}, {}

    def step(observation):
        page, evict = observation['page'], None
        if observation['full']:
            kept = once if len(once) > config['pages'] // 4 or not often else often
            evict = next(iter(kept))
            del kept[evict]
        if observation['hit']:
            once.pop(page, None)
            often.pop(page, None)
            often[page] = True
        else:
            once[page] = True
        return {'evict': evict}

    return step
