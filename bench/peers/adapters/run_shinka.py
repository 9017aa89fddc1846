"""ShinkaEvolve, by its runner, with its own evaluation helper in a process for each program."""
import os
import sqlite3

from records import main, settings


def run(folder):
    from shinka.core import EvolutionConfig, ShinkaEvolveRunner
    from shinka.database import DatabaseConfig
    from shinka.launch import LocalJobConfig

    known = settings(folder)
    seconds = known['eval_timeout_s']
    runner = ShinkaEvolveRunner(
        evo_config=EvolutionConfig(
            patch_types=['full'],
            patch_type_probs=[1.0],
            # The first generation is the program that it begins with.
            num_generations=known['proposals'] + 1,
            max_patch_resamples=1,
            llm_models=[f"local/{known['model']}@{known['server_url']}"],
            llm_dynamic_selection=None,
            llm_kwargs={'temperatures': [0.0], 'max_tokens': 4096},
            meta_rec_interval=None,
            embedding_model=None,
            init_program_path=known['seed_path'],
            results_dir=os.path.join(folder, 'out'),
            max_novelty_attempts=1,
        ),
        job_config=LocalJobConfig(
            eval_program_path=os.path.join(os.path.dirname(known['evaluator_path']), 'evaluate_shinka.py'),
            time=f'00:00:{seconds:02d}',
        ),
        db_config=DatabaseConfig(db_path='programs.sqlite', num_islands=1),
        max_evaluation_jobs=known.get('at_once', 1),
        max_proposal_jobs=known.get('at_once', 1),
        max_db_workers=1,
    )
    runner.run()


def scores(folder, found):
    for at, _, names in os.walk(os.path.join(folder, 'out')):
        for name in names:
            if name.endswith('.sqlite'):
                read(os.path.join(at, name), found)


def read(path, found):
    with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as database:
        for code, score, correct in database.execute('SELECT code, combined_score, correct FROM programs'):
            found.add(code, score if correct else 0.0)


if __name__ == '__main__':
    main(run, scores)
