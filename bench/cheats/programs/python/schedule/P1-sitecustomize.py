# Leaves a sitecustomize.py and packages wherever Python may look for them, and writes outside.
import os
import site
import sys

folders = [*sys.path, os.path.expanduser('~'), '.', '/tmp']
try:
    folders += [site.getusersitepackages(), *site.getsitepackages()]
except Exception:
    pass
for path in [os.path.join(folder, 'barbican_cheat.pth') for folder in folders if folder.startswith('/tmp')] + ['@DROP_FILE@', '@SECRET_FILE@']:
    try:
        with open(path, 'w') as file:
            file.write('import sys; sys.poisoned = True')
    except OSError:
        pass


def place(problem):
    return honest(problem)
