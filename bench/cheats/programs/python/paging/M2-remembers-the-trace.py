# Keeps what was asked for in the module, in builtins and in files, for the next instance.
import builtins
import sys

known = getattr(builtins, 'trace', [])
builtins.trace = known


def start(_config):
    seen = list(known)
    try:
        seen += open('/tmp/trace').read().split()
    except OSError:
        pass
    step = honest()

    def look(observation):
        known.append(observation['page'])
        with open('/tmp/trace', 'a') as file:
            file.write(f'{observation["page"]}\n')
        if seen:
            sys.stderr.write('remembered')
        return step(observation)

    return look
