"""A stand-in for a peer that stops nothing: shows, without any package, that every cell of the table can say so."""
import json
import os
import re
import sys
import tempfile
import urllib.request

from records import main, settings


def run(folder):
    known = settings(folder)
    sys.path.insert(0, os.path.dirname(known['evaluator_path']))
    from evaluator import evaluate

    for _ in range(known['proposals']):
        body = json.dumps({'model': known['model'], 'messages': []}).encode()
        request = urllib.request.Request(known['server_url'] + '/chat/completions', body)
        with urllib.request.urlopen(request) as response:
            reply = json.load(response)['choices'][0]['message']['content']
        code = re.search(r'```python\n(.*?)```', reply, re.DOTALL).group(1)
        with tempfile.NamedTemporaryFile('w', suffix='.py') as program:
            program.write(code)
            program.flush()
            score = evaluate(program.name)['combined_score']
        with open(os.path.join(folder, 'scores.jsonl'), 'a', encoding='utf8') as file:
            file.write(json.dumps([code, score]) + '\n')


def scores(folder, found):
    path = os.path.join(folder, 'scores.jsonl')
    if os.path.exists(path):
        with open(path, encoding='utf8') as file:
            for line in file:
                found.add(*json.loads(line))


if __name__ == '__main__':
    main(run, scores)
