"""The same for ShinkaEvolve: a process for each program, around the package's own helper."""
import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from evaluator import note, score
from shinka.core import run_shinka_eval


def main(program_path, results_dir):
    run_shinka_eval(
        program_path=program_path,
        results_dir=results_dir,
        experiment_fn_name='solve',
        num_runs=1,
        get_experiment_kwargs=lambda _: {'count': 8},
        validate_fn=lambda answer: (isinstance(answer, list), None),
        aggregate_metrics_fn=lambda answers: {'combined_score': score(answers[0])},
    )
    with open(program_path, encoding='utf8') as file:
        note(file.read())


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('--program_path')
    parser.add_argument('--results_dir')
    given = parser.parse_args()
    main(given.program_path, given.results_dir)
