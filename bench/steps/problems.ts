/** A problem whose programs do next to nothing, so that an evaluation costs what judging costs; in both languages. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is judged: one moment after the other, or independent episodes in frames of 64. */
export type Kind = 'policy' | 'function';
/** In which language. */
export type Language = 'TypeScript' | 'Python';

const FRAME = 64;

const TYPESCRIPT = (steps: number, seed: string): Record<Kind, string> => {
  const head = `import { z } from 'zod';
import { defineProblem, defineWorkloads, int, minimize } from 'barbican';
const Seen = z.object({ key: z.int(), bytes: z.int(), at: z.int(), mustFree: z.int() });
const Action = z.strictObject({ evict: z.array(z.int()) });
const seen = (at) => ({ key: at % 97, bytes: 4096, at, mustFree: at % 2 });
`;
  const tail = `
  metrics: { evicted: minimize('keys'), cpuMs: minimize('ms', { across: 'worst' }) },
  measure: ({ output, usage }) => ({ evicted: output, cpuMs: usage.cpuMs }),
  invariants: {},
  objectives: ['evicted'],
  noFloors: 'a bench',
  baselines: { seed: './${seed}' },
});
`;
  const workloads = `
  limits: { callMs: 5_000, workloadMs: 60_000, memoryMiB: 128 },
  workloads: defineWorkloads({
    params: { key: int(0, 9) },
    regimes: { all: {} },
    perRegime: { search: 2, selection: 1, holdout: 1 },
    generate: ({ params }) => params,
  }),`;
  return {
    policy: `${head}
export default defineProblem({
  name: 'steps',
  summary: 'One moment after the other.',
  program: { kind: 'policy', seed: './${seed}', entry: 'start', config: z.object({}), observation: Seen, action: Action },${workloads}
  drive: async ({ program }) => {
    const policy = await program.start({});
    let evicted = 0;
    for (let at = 0; at < ${steps}; at++) evicted += (await policy.step(seen(at))).evict.length;
    return evicted;
  },${tail}`,
    function: `${head}
export default defineProblem({
  name: 'steps',
  summary: 'Independent episodes side by side.',
  program: { kind: 'function', seed: './${seed}', entry: 'decide', input: Seen, output: Action },${workloads}
  drive: async ({ program }) => {
    let evicted = 0;
    for (let at = 0; at < ${steps}; at += ${FRAME}) {
      const replies = await program.callEach(Array.from({ length: ${FRAME} }, (_, i) => seen(at + i)));
      for (const { evict } of replies) evicted += evict.length;
    }
    return evicted;
  },${tail}`,
  };
};

const PYTHON = (steps: number, seed: string): Record<Kind, string> => {
  const head = `from dataclasses import dataclass
from typing import List

from barbican import Problem, function, int_, minimize, policy, region


@dataclass
class Config:
    pass


@dataclass
class Seen:
    key: int
    bytes: int
    at: int
    mustFree: int


@dataclass
class Action:
    evict: List[int]


def seen(at):
    return Seen(at % 97, 4096, at, at % 2)
`;
  const problem = (summary: string, program: string): string => `

problem = Problem(
    'steps',
    '${summary}',
    program=${program},
    limits=dict(call_ms=5_000, workload_ms=60_000, memory_mib=128),
    params=dict(key=int_(0, 9)),
    regimes=dict(all=region()),
    per_regime=dict(search=2, selection=1, holdout=1),
    metrics=dict(evicted=minimize('keys'), cpuMs=minimize('ms', across='worst')),
    objectives=['evicted'],
    no_floors='a bench',
    baselines=dict(seed='./${seed}'),
)


@problem.generate
def generate(params):
    return dict(params)


@problem.measure
def measure(output, usage):
    return dict(evicted=output, cpuMs=usage.cpu_ms)


@problem.drive
def drive(program):
    evicted = 0
`;
  return {
    policy: `${head}${problem('One moment after the other.', `policy('./${seed}', 'start', config=Config, observation=Seen, action=Action)`)}    instance = program.start(Config())
    for at in range(${steps}):
        evicted += len(instance.step(seen(at)).evict)
    return evicted
`,
    function: `${head}${problem('Independent episodes side by side.', `function('./${seed}', 'decide', input=Seen, output=Action)`)}    for at in range(0, ${steps}, ${FRAME}):
        evicted += sum(len(action.evict) for action in program.call_each([seen(at + i) for i in range(${FRAME})]))
    return evicted
`,
  };
};

/** The programs by language. */
export const PROGRAMS: Readonly<
  Record<Language, { readonly name: string; readonly text: string }>
> = {
  TypeScript: {
    name: 'seed.js',
    text: `export const decide = ({ key, mustFree }) => ({ evict: mustFree > 0 ? [key] : [] });
export const start = () => decide;
`,
  },
  Python: {
    name: 'seed.py',
    text: `def decide(seen):
    return {'evict': [seen['key']] if seen['mustFree'] > 0 else []}


def start(config):
    return decide
`,
  },
};

/** Writes the problem with a seed program of a language; `path` is its folder. */
export function writtenProblem(
  judge: Language,
  program: Language,
  kind: Kind,
  steps: number,
): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'barbican-bench-'));
  const { name, text } = PROGRAMS[program];
  const problem = judge === 'Python' ? PYTHON(steps, name) : TYPESCRIPT(steps, name);
  writeFileSync(join(path, judge === 'Python' ? 'problem.py' : 'problem.ts'), problem[kind]);
  writeFileSync(join(path, name), text);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
