"""Says everything a hundred times, so that something arrives."""


def start(config):
    return lambda seen: {'send': [{'to': to % config['nodes'], 'body': {'ask': 1}} for to in range(300)]}
