import { z } from 'zod';
import type { Json } from '../../lib/json.ts';
import type { Statement } from '../judge-protocol.ts';
import { ProblemError } from '../problem-fault.ts';
import { describeData } from './data/find-files.ts';
import { errorText } from './error-place.ts';
import type { ProblemFiles } from './load-problem.ts';
import { type LoadedProblem, wordsOf } from './problem.ts';

/** What the rest of Barbican may know of a problem. @throws {ProblemError} If a schema cannot be told as JSON Schema. */
export function describe({
  problem,
  seedProgram,
  baselines,
  data,
  problemHash,
}: ProblemFiles): Statement {
  return {
    name: problem.name,
    summary: problem.summary,
    ...(problem.background === undefined ? {} : { background: problem.background }),
    kind: problem.kind,
    entry: problem.entry,
    ...(problem.command && { command: problem.command }),
    ...(problem.modules.length === 0 ? {} : { modules: problem.modules }),
    ...(problem.config && { configSchema: jsonSchemaOf(problem, 'config', problem.config) }),
    inputSchema: jsonSchemaOf(problem, wordsOf(problem).input, problem.input),
    outputSchema: jsonSchemaOf(problem, wordsOf(problem).output, problem.output),
    limits: problem.limits,
    regimes: problem.regimes.map(({ name, slow }) => ({ name, slow })),
    counts: problem.counts,
    ...(data.length === 0 ? {} : { data: describeData(data) }),
    metrics: problem.metrics,
    objectives: { kind: 'lexicographic', metrics: problem.objectives },
    constraints: problem.constraints,
    invariants: problem.invariants.map(([name]) => name),
    relations: problem.relations.map(([name]) => name),
    seedProgram,
    baselines,
    problemHash,
  };
}

const jsonSchema: z.ZodType<Json> = z.json();

function jsonSchemaOf(problem: LoadedProblem, word: string, schema: z.ZodType): Json {
  const key = `program.${word}`;
  try {
    return jsonSchema.parse(JSON.parse(JSON.stringify(z.toJSONSchema(schema))));
  } catch (error) {
    const message = `cannot be told as JSON Schema: ${errorText(error)}`;
    const hint = 'use schemas of plain data: no transforms, dates, maps or big integers';
    throw new ProblemError({ file: problem.file, key, message, hint }, { cause: error });
  }
}
