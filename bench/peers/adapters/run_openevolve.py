"""OpenEvolve, by its command line."""
import glob
import json
import os
import sys

from records import main, readable, settings


def run(folder):
    known = settings(folder)
    config = {
        'max_iterations': known['proposals'],
        'diff_based_evolution': False,
        'random_seed': 1,
        'llm': {
            'api_base': known['server_url'],
            'models': [{'name': known['model'], 'weight': 1.0}],
            'retries': 1,
            'timeout': 30,
        },
        'database': {'num_islands': 1},
        'evaluator': {
            'timeout': known['eval_timeout_s'],
            'max_retries': 0,
            'cascade_evaluation': False,
            'parallel_evaluations': known.get('at_once', 1),
        },
    }
    if not known.get('own_checkpoints'):
        config['checkpoint_interval'] = 1
    path = os.path.join(folder, 'config.yaml')
    with open(path, 'w', encoding='utf8') as file:
        json.dump(config, file)
    sys.argv = ['openevolve', known['seed_path'], known['evaluator_path'],
                '--config', path, '--output', os.path.join(folder, 'out')]
    from openevolve.cli import main as cli
    sys.exit(cli())


def scores(folder, found):
    newest = {}
    for path in glob.glob(os.path.join(folder, 'out', 'checkpoints', '*', 'programs', '*.json')):
        program = readable(path)
        if program is None:
            continue
        newest[program['id']] = program
    for program in newest.values():
        found.add(program['code'], program['metrics'].get('combined_score'))


if __name__ == '__main__':
    main(run, scores)
