/** A small problem over real inputs, in both languages: which part of the data a workload saw is its metric. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ProblemFolder } from '../judge/problem-folder.ts';

/** How the judge is written. */
export type JudgeLanguage = 'typescript' | 'python';

const TYPESCRIPT = `import { z } from 'zod';
import { byFile, byKey, byTime, defineProblem, defineWorkloads, files, int, minimize } from 'barbican';

function parse(bytes: Uint8Array, name: string) {
  const lines = new TextDecoder().decode(bytes).trim().split('\\n');
  return lines.map((line) => {
    const [zone, at, mark] = line.split(',');
    return { zone, at: Number(at), day: '2024-05-0' + at, mark: Number(mark) };
  });
}

export default defineProblem({
  name: 'marks',
  summary: 'Say a number.',
  program: { kind: 'function', seed: './seed.js', entry: 'guess', input: z.array(z.number()), output: z.number() },
  limits: { callMs: 2_000, workloadMs: 4_000, memoryMiB: 128 },
  workloads: defineWorkloads({
    data: {
      marks: files('marks/*.csv', {
        parse,
        split: byFile({ search: 'a*', selection: 'b*', holdout: ['c*', 'd*'] }),
        licence: 'CC-BY-4.0',
      }),
    },
    params: { size: int(1, 3) },
    perRegime: { search: 4, selection: 4, holdout: 4 },
    regimes: { all: {} },
    generate: ({ data, rng }) => data.marks.pick(rng).map(({ mark }) => mark),
  }),
  metrics: { lowest: minimize('marks', { across: 'mean' }), highest: minimize('marks', { across: 'mean' }) },
  measure: ({ workload }) => ({ lowest: Math.min(...workload), highest: Math.max(...workload) }),
  invariants: {},
  objectives: ['lowest'],
  noFloors: 'It says only what was seen.',
  baselines: { zero: './zero.js' },
});
`;

const PYTHON = `from barbican import *


def parse(content, name):
    rows = [line.split(',') for line in content.decode().strip().split('\\n')]
    return [dict(zone=zone, at=float(at), day='2024-05-0' + at, mark=float(mark)) for zone, at, mark in rows]


problem = Problem(
    'marks',
    'Say a number.',
    program=function('./seed.js', 'guess', input=list[float], output=float),
    limits=dict(call_ms=2_000, workload_ms=4_000, memory_mib=128),
    data=dict(
        marks=files(
            'marks/*.csv',
            parse=parse,
            split=by_file(search='a*', selection='b*', holdout=['c*', 'd*']),
            licence='CC-BY-4.0',
        ),
    ),
    params=dict(size=int_(1, 3)),
    per_regime=dict(search=4, selection=4, holdout=4),
    regimes=dict(all=region()),
    metrics=dict(lowest=minimize('marks', across='mean'), highest=minimize('marks', across='mean')),
    objectives=['lowest'],
    no_floors='It says only what was seen.',
    baselines=dict(zero='./zero.js'),
)


@problem.generate
def generate(data, rng):
    return [row['mark'] for row in data['marks'].pick(rng)]


@problem.measure
def measure(workload):
    return dict(lowest=min(workload), highest=max(workload))
`;

const ZERO = 'export const guess = () => 0;\n';

/** Zone, time and mark of each row: the mark tells the part, whichever way the rows are split. */
export const MARKS: Readonly<Record<string, string>> = {
  'marks/a1.csv': 'west,1,1\nwest,2,1\n',
  'marks/a2.csv': 'west,1,1\nwest,2,1\nwest,3,1\n',
  'marks/b.csv': 'north,5,2\nnorth,6,2\n',
  'marks/c.csv': 'south,8,3\n',
  'marks/d.csv': 'south,9,3\nsouth,8,3\n',
};

/** Writes the problem with texts replaced, each of which must occur once; `null` leaves a file out. */
export function dataFolder(
  language: JudgeLanguage,
  changes: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string | null>> = {},
): ProblemFolder {
  const path = mkdtempSync(join(tmpdir(), 'barbican-problem-'));
  let problem = language === 'typescript' ? TYPESCRIPT : PYTHON;
  for (const [from, to] of Object.entries(changes)) {
    if (problem.split(from).length !== 2) throw new Error(`Not once in the problem: ${from}`);
    problem = problem.replace(from, () => to);
  }
  const name = language === 'typescript' ? 'problem.ts' : 'problem.py';
  const all = { [name]: problem, 'seed.js': ZERO, 'zero.js': ZERO, ...MARKS, ...files };
  for (const [file, text] of Object.entries(all)) {
    if (text === null) continue;
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
