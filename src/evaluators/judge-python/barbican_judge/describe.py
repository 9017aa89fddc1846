"""What the rest of Barbican may know of a problem."""

from .data_files import describe_data


def describe(files):
    """The statement as JSON; see docs/judge-protocol.md."""
    problem = files.problem
    return {
        'name': problem.name,
        'summary': problem.summary,
        **({} if problem.background is None else {'background': problem.background}),
        'kind': problem.kind,
        'entry': problem.entry,
        **({} if problem.command is None else {'command': problem.command}),
        **({'modules': list(problem.modules)} if problem.modules else {}),
        **({} if problem.config is None else {'configSchema': _json_schema(problem.config)}),
        'inputSchema': _json_schema(problem.input),
        'outputSchema': _json_schema(problem.output),
        'limits': problem.limits,
        'regimes': [{'name': regime.name, 'slow': regime.slow} for regime in problem.regimes],
        'counts': problem.counts,
        **({'data': describe_data(files.data)} if files.data else {}),
        'metrics': [metric.as_json() for metric in problem.metrics],
        'objectives': {'kind': 'lexicographic', 'metrics': list(problem.objectives)},
        'constraints': list(problem.constraints),
        'invariants': list(problem.invariants),
        'relations': list(problem.relations),
        'seedProgram': files.seed_program,
        'baselines': files.baselines,
        'problemHash': files.problem_hash,
    }


def _json_schema(schema):
    return {'$schema': 'https://json-schema.org/draft/2020-12/schema', **schema.json}
