"""What was asked for least recently leaves."""


def honest():
    held = {}

    def step(observation):
        page, evict = observation['page'], None
        held.pop(page, None)
        if observation['full']:
            evict = next(iter(held))
            del held[evict]
        held[page] = True
        return {'evict': evict}

    return step


def start(_config):
    return honest()
