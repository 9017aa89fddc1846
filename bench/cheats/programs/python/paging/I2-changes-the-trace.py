# Changes the config that it is started with, so that what is asked for later is always the same.
def start(config):
    if 'trace' in config:
        config['trace'][:] = [0] * len(config['trace'])
    config['pages'] = 10**6
    return honest()
