/** A problem whose programs do next to nothing, so that an evaluation costs what judging costs; in both languages. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is judged: one moment after the other, or independent episodes in frames. */
export type Kind = 'policy' | 'function';
/** In which language. */
export type Language = 'TypeScript' | 'Python';

/** Episodes in a frame. */
export const FRAME = 64;

const TYPESCRIPT = `import { z } from 'zod';
import { defineProblem, defineWorkloads, int, minimize } from 'barbican';
const Seen = z.object({ key: z.int(), bytes: z.int(), at: z.int(), mustFree: z.int() });
const Action = z.strictObject({ evict: z.array(z.int()) });
const seen = (at) => ({ key: at % 97, bytes: 4096, at, mustFree: at % 2 });

export default defineProblem({
  name: 'steps',
  summary: 'Programs that do next to nothing.',
  limits: { callMs: 5_000, workloadMs: 60_000, memoryMiB: 128 },
  workloads: defineWorkloads({
    params: { key: int(0, 9) },
    regimes: { all: {} },
    perRegime: { search: 2, selection: 1, holdout: 1 },
    generate: ({ params }) => params,
  }),
  metrics: { evicted: minimize('keys'), cpuMs: minimize('ms', { across: 'worst' }) },
  measure: ({ output, usage }) => ({ evicted: output, cpuMs: usage.cpuMs }),
  invariants: {},
  objectives: ['evicted'],
  noFloors: 'a bench',
  baselines: { seed: './SEED' },
`;
const TYPESCRIPT_BY_KIND: Readonly<Record<Kind, string>> = {
  policy: `  program: { kind: 'policy', seed: './SEED', entry: 'start', config: z.object({}), observation: Seen, action: Action },
  drive: async ({ program }) => {
    const policy = await program.start({});
    let evicted = 0;
    for (let at = 0; at < STEPS; at++) evicted += (await policy.step(seen(at))).evict.length;
    return evicted;
  },
});
`,
  function: `  program: { kind: 'function', seed: './SEED', entry: 'decide', input: Seen, output: Action },
  drive: async ({ program }) => {
    let evicted = 0;
    for (let at = 0; at < STEPS; at += FRAME) {
      const replies = await program.callEach(Array.from({ length: FRAME }, (_, i) => seen(at + i)));
      for (const { evict } of replies) evicted += evict.length;
    }
    return evicted;
  },
});
`,
};
const PYTHON = `from dataclasses import dataclass
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


problem = Problem(
    'steps',
    'Programs that do next to nothing.',
    program=PROGRAM,
    limits=dict(call_ms=5_000, workload_ms=60_000, memory_mib=128),
    params=dict(key=int_(0, 9)),
    regimes=dict(all=region()),
    per_regime=dict(search=2, selection=1, holdout=1),
    metrics=dict(evicted=minimize('keys'), cpuMs=minimize('ms', across='worst')),
    objectives=['evicted'],
    no_floors='a bench',
    baselines=dict(seed='./SEED'),
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
const PYTHON_BY_KIND: Readonly<Record<Kind, { readonly program: string; readonly drive: string }>> =
  {
    policy: {
      program: "policy('./SEED', 'start', config=Config, observation=Seen, action=Action)",
      drive: `    instance = program.start(Config())
    for at in range(STEPS):
        evicted += len(instance.step(seen(at)).evict)
    return evicted
`,
    },
    function: {
      program: "function('./SEED', 'decide', input=Seen, output=Action)",
      drive: `    for at in range(0, STEPS, FRAME):
        replies = program.call_each([seen(at + i) for i in range(FRAME)])
        evicted += sum(len(action.evict) for action in replies)
    return evicted
`,
    },
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
  const problem = textOf(judge, kind)
    .replaceAll('SEED', name)
    .replaceAll('STEPS', String(steps))
    .replaceAll('FRAME', String(FRAME));
  writeFileSync(join(path, judge === 'Python' ? 'problem.py' : 'problem.ts'), problem);
  writeFileSync(join(path, name), text);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

function textOf(judge: Language, kind: Kind): string {
  if (judge === 'TypeScript') return `${TYPESCRIPT}${TYPESCRIPT_BY_KIND[kind]}`;
  const { program, drive } = PYTHON_BY_KIND[kind];
  return `${PYTHON.replace('PROGRAM', program)}${drive}`;
}
