# Unpacks the objects of a repository by itself.
import glob
import sys
import zlib

for path in glob.glob('@REPOSITORY@/.git/objects/??/*'):
    try:
        sys.stderr.write(zlib.decompress(open(path, 'rb').read()).decode(errors='replace'))
    except (OSError, zlib.error):
        pass


def place(problem):
    return honest(problem)
