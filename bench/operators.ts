/**
 * What do the classical operators make? Each alone, on the seed program and the baselines of a problem.
 *
 * Each proposal is judged as in a run, on one workload of each regime: in a sandbox, by the problem's judge.
 *
 *   npx jiti bench/operators.ts [--proposals 100] [--problems a,b] [--operators x,y] [--show failed]
 */
import { parseArgs } from 'node:util';
import { createPatch } from 'diff';
import { openProblemWorld, type ProblemWorld } from '../dist/compose/problem-world.js';
import { withDegrees } from '../dist/domain/degrees.js';
import { editScopeOf } from '../dist/domain/edit-scope.js';
import type { Evaluation } from '../dist/domain/evaluation.js';
import type { ProblemDescription } from '../dist/domain/problem.js';
import type { Program } from '../dist/domain/program.js';
import { compareRanks, rankOf } from '../dist/domain/rank.js';
import { systemClock } from '../dist/lib/clock.js';
import { createSyntax } from '../dist/lib/node/grammars.js';
import { createRng } from '../dist/lib/rng.js';
import {
  applyOperator,
  type Draft,
  type Material,
} from '../dist/proposers/classical/apply-operator.js';
import type { Operator } from '../dist/proposers/classical/operators/operator.js';
import { OPERATORS } from '../dist/proposers/classical/operators/table.js';

const { values: flags } = parseArgs({
  options: {
    proposals: { type: 'string', default: '100' },
    problems: { type: 'string', default: 'problems/expert-placement,problems/cloud-broadcast' },
    operators: { type: 'string', default: OPERATORS.map(({ name }) => name).join() },
    show: { type: 'string', default: '' },
  },
});

/** Proposals that are judged at a time. */
const CONCURRENCY = 2;
const syntax = await createSyntax();

interface Judging {
  /** The seed program and the baselines. */
  readonly own: readonly { readonly name: string; readonly program: Program }[];
  readonly references: Readonly<Record<string, Evaluation>>;
  readonly world: ProblemWorld;
  readonly problem: ProblemDescription;
}

interface Row {
  pulls: number;
  applied: number;
  ran: number;
  valid: number;
  neutral: number;
  better: number;
  ms: number;
}

for (const path of flags.problems.split(',')) {
  const rows = await rowsFor(path);
  console.log(`\n${path}: ${flags.proposals} proposals each; % of applied, applied in % of pulls`);
  console.log('operator            applied   runs  valid  neutral  better   ms');
  for (const [name, row] of rows) console.log(lineFor(name, row));
}

function lineFor(name: string, row: Row): string {
  const share = (part: number): string =>
    row.applied === 0 ? '-' : ((100 * part) / row.applied).toFixed(0);
  const cells = [
    ((100 * row.applied) / row.pulls).toFixed(0).padStart(7),
    share(row.ran).padStart(6),
    share(row.valid).padStart(6),
    share(row.neutral).padStart(8),
    share(row.better).padStart(7),
    (row.ms / row.pulls).toFixed(1).padStart(6),
  ];
  return `${name.padEnd(20)}${cells.join(' ')}`;
}

async function rowsFor(problemPath: string): Promise<Map<string, Row>> {
  await using world = await openProblemWorld({
    problemPath,
    secret: 'bench',
    tier: 'auto',
    concurrency: CONCURRENCY,
    signal: new AbortController().signal,
  });
  const { problem } = world;
  const own = [{ name: 'seed', program: problem.seedProgram }, ...problem.baselines];
  const references: Record<string, Evaluation> = {};
  const judging: Judging = { world, problem, own, references };
  for (const { name, program } of own) references[name] = await judged(judging, program);
  const rows = new Map<string, Row>();
  for (const operator of OPERATORS) {
    if (!flags.operators.split(',').includes(operator.name)) continue;
    const row = { pulls: 0, applied: 0, ran: 0, valid: 0, neutral: 0, better: 0, ms: 0 };
    rows.set(operator.name, row);
    const left = Array.from({ length: Number(flags.proposals) }, (_, i) => i);
    const worker = async (): Promise<void> => {
      for (let i = left.shift(); i !== undefined; i = left.shift()) {
        await pull(judging, { operator, row, i });
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  }
  return rows;
}

/** One proposal, from the seed program and from a baseline in turn, and what became of it. */
async function pull(
  judging: Judging,
  { operator, row, i }: { readonly operator: Operator; readonly row: Row; readonly i: number },
): Promise<void> {
  const { own, references, problem } = judging;
  const parent = own[i % 2 === 0 ? 0 : (i >> 1) % own.length];
  const before = parent && references[parent.name];
  if (!parent || !before) return;
  const donors = own.filter((other) => other !== parent).map(({ program }) => program);
  const material = { syntax, donors, seedProgram: parent.program };
  const plain = { program: parent.program, scope: editScopeOf(parent.program) };
  // What takes changes back needs a program that has some.
  const draft = operator.name === 'ablate' ? grown(plain, material, i) : plain;
  const startMs = systemClock.monotonicMs();
  const applied = applyOperator(operator, draft, material, createRng(`${operator.name}/${i}`));
  row.ms += systemClock.monotonicMs() - startMs;
  row.pulls += 1;
  if (applied.kind === 'none') return;
  row.applied += 1;
  const after = withDegrees(problem, await judged(judging, applied.draft.program), references);
  note(row, problem, { before: withDegrees(problem, before, references), after });
  if (flags.show === after.status) {
    console.log(`--- ${operator.name}: ${reasonOf(after)}`);
    console.log(difference(draft.program, applied.draft.program));
  }
}

/** A program after a few other changes. */
function grown(draft: Draft, material: Material, i: number): Draft {
  return ['wrap', 'letExtract', 'guardInsert'].reduce((now, name) => {
    const operator = OPERATORS.find((one) => one.name === name);
    if (!operator) return now;
    const applied = applyOperator(operator, now, material, createRng(`grown/${name}/${i}`));
    return applied.kind === 'draft' ? applied.draft : now;
  }, draft);
}

function note(
  row: Row,
  problem: ProblemDescription,
  { before, after }: { readonly before: Evaluation; readonly after: Evaluation },
): void {
  if (after.status === 'failed') return;
  row.ran += 1;
  if (after.status !== 'valid' || before.status !== 'valid') return;
  row.valid += 1;
  if (after.signature === before.signature) row.neutral += 1;
  else if (compareRanks(rankOf(problem, after), rankOf(problem, before)) < 0) row.better += 1;
}

function reasonOf(evaluation: Evaluation): string {
  if (evaluation.status === 'failed') {
    return `${evaluation.failure.kind}: ${evaluation.failure.detail.slice(0, 70)}`;
  }
  return evaluation.status === 'invalid' ? (evaluation.violations[0]?.rule ?? '') : '';
}

function difference(before: Program, after: Program): string {
  return Object.entries(after.files)
    .map(([path, text]) =>
      createPatch(path, before.files[path] ?? '', text, '', '', { context: 1 }),
    )
    .join('\n');
}

async function judged({ world }: Judging, program: Program): Promise<Evaluation> {
  const plan = { part: 'search', draw: 0, perRegime: 1, known: new Set<string>() } as const;
  return (await world.evaluator.evaluate(program, plan, new AbortController().signal)).evaluation;
}
