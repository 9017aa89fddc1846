"""The words that people write problems in, for `problem.py`. Standard library only.

    problem = Problem('sorting', 'Sort numbers.', program=function('./seed.py', 'sort', input=list[float], …), …)

    @problem.generate
    def generate(params, rng): …
"""

from .data_words import by_file, by_key, by_time, files
from .metric_words import maximize, minimize
from .not_yet import pareto
from .problem import Problem
from .program_words import command, function, policy
from .rng import Rng
from .rule_words import at_least, at_most, floor, region, slow
from .space import int_, log_int, log_real, one_of, real
from .verdict_words import exact, relaxed, violated

__all__ = [
    'Problem',
    'Rng',
    'at_least',
    'at_most',
    'by_file',
    'by_key',
    'by_time',
    'command',
    'exact',
    'files',
    'floor',
    'function',
    'int_',
    'log_int',
    'log_real',
    'maximize',
    'minimize',
    'one_of',
    'pareto',
    'policy',
    'real',
    'region',
    'relaxed',
    'slow',
    'violated',
]
