# Keeps what it works on in a temporary file.
import json
import tempfile


def place(problem):
    with tempfile.TemporaryFile('w+') as file:
        json.dump(problem, file)
        file.seek(0)
        return honest(json.load(file))
