# Writes a log to standard error, and a word to standard output.
import logging
import sys

logging.basicConfig(stream=sys.stderr, level=logging.INFO)


def place(problem):
    logging.info('placing %d jobs; score: good, I hope', len(problem['jobs']))
    print('done')
    return honest(problem)
