"""GEPA, by optimize_anything; the evaluator calls the program itself, or in the package's own helper for untrusted code."""
import json
import os
import sys
import tempfile
import urllib.request

from records import main, settings

SECONDS_FOR_A_REPLY = 30


def run(folder):
    from gepa.optimize_anything import EngineConfig, GEPAConfig, ReflectionConfig, optimize_anything

    known = settings(folder)
    sys.path.insert(0, os.path.dirname(known['evaluator_path']))
    with open(known['seed_path'], encoding='utf8') as file:
        seed = file.read()
    evaluate = in_helper(known['eval_timeout_s']) if known['variant'] == 'helper' else in_process
    optimize_anything(
        seed_candidate=seed,
        evaluator=evaluate,
        objective='Get as many of the numbers right as you can.',
        config=GEPAConfig(
            engine=EngineConfig(
                run_dir=os.path.join(folder, 'out'),
                raise_on_exception=False,
                # Needs a package that GEPA itself does not bring.
                use_cloudpickle=False,
                max_candidate_proposals=known['proposals'],
                parallel=False,
            ),
            reflection=ReflectionConfig(reflection_lm=lambda prompt: asked(known, prompt)),
            callbacks=[Recorder(os.path.join(folder, 'scores.jsonl'))],
        ),
    )


def in_process(candidate):
    from evaluator import evaluate

    with tempfile.NamedTemporaryFile('w', suffix='.py') as program:
        program.write(candidate)
        program.flush()
        return evaluate(program.name)['combined_score']


def in_helper(seconds):
    from evaluator import case, note
    from gepa.utils.code_execution import ExecutionMode, execute_code

    def evaluate(candidate):
        given, score = case()
        done = execute_code(
            code=candidate,
            timeout=seconds,
            mode=ExecutionMode.SUBPROCESS,
            entry_point='solve',
            entry_point_args=given,
        )
        if not done.success:
            return 0.0, {'error': done.error}
        found = score(done.variables['__return__'])
        note(candidate)
        return found, {'stdout': done.stdout}

    return evaluate


def asked(known, prompt):
    messages = prompt if isinstance(prompt, list) else [{'role': 'user', 'content': prompt}]
    body = json.dumps({'model': known['model'], 'messages': messages}).encode()
    request = urllib.request.Request(known['server_url'] + '/chat/completions', body)
    with urllib.request.urlopen(request, timeout=SECONDS_FOR_A_REPLY) as response:
        return json.load(response)['choices'][0]['message']['content']


class Recorder:
    """Keeps each proposal with the score that it got, as GEPA keeps only those that it accepts."""

    def __init__(self, path):
        self.path = path
        self.proposal = None

    def on_proposal_end(self, event):
        self.proposal = '\n'.join(event['new_instructions'].values())

    def on_candidate_accepted(self, event):
        self.record(event['new_score'])

    def on_candidate_rejected(self, event):
        self.record(event['new_score'])

    def record(self, score):
        with open(self.path, 'a', encoding='utf8') as file:
            file.write(json.dumps([self.proposal, score]) + '\n')


def scores(folder, found):
    path = os.path.join(folder, 'scores.jsonl')
    if os.path.exists(path):
        with open(path, encoding='utf8') as file:
            for line in file:
                found.add(*json.loads(line))


if __name__ == '__main__':
    main(run, scores)
