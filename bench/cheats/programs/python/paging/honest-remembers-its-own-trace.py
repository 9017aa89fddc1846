# Remembers what this instance has seen, as a policy may.
def start(_config):
    seen, step = [], honest()

    def look(observation):
        seen.append(observation['page'])
        return step(observation)

    return look
