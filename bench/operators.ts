/**
 * What do the classical operators make? Each alone, on the seed program and the baselines of a problem.
 *
 * Programs run in this process, on one workload of each regime, judged by the judge's own code; nothing here is safe
 * against a hostile program. Programs of the operators are slips at worst.
 *
 *   npx jiti bench/operators.ts [--proposals 100] [--problems a,b] [--operators x,y] [--show failed]
 */
import { parseArgs } from 'node:util';
import { createContext, Script } from 'node:vm';
import { createPatch } from 'diff';
import { transformSync } from 'esbuild';
import { metricsOverall } from '../src/domain/aggregate.ts';
import { withDegrees } from '../src/domain/degrees.ts';
import { editScopeOf } from '../src/domain/edit-scope.ts';
import type { Evaluation } from '../src/domain/evaluation.ts';
import type { ProblemDescription } from '../src/domain/problem.ts';
import type { Program } from '../src/domain/program.ts';
import { compareRanks, rankOf } from '../src/domain/rank.ts';
import { evaluationOf } from '../src/evaluators/evaluation-of.ts';
import { describe } from '../src/evaluators/judge/describe.ts';
import { evaluate } from '../src/evaluators/judge/evaluate.ts';
import { loadProblem } from '../src/evaluators/judge/load-problem.ts';
import type { LoadedProblem } from '../src/evaluators/judge/problem.ts';
import { type Ask, calledProgram, type Exchange } from '../src/evaluators/judge/programs.ts';
import type { UsageMeter } from '../src/evaluators/judge/usage-meter.ts';
import { workloadSource, type WorkloadSource } from '../src/evaluators/judge/workload-source.ts';
import { systemClock } from '../src/lib/clock.ts';
import { createSyntax } from '../src/lib/node/grammars.ts';
import { createRng } from '../src/lib/rng.ts';
import {
  applyOperator,
  type Draft,
  type Material,
} from '../src/proposers/classical/apply-operator.ts';
import type { Operator } from '../src/proposers/classical/operators/operator.ts';
import { OPERATORS } from '../src/proposers/classical/operators/table.ts';

const { values: flags } = parseArgs({
  options: {
    proposals: { type: 'string', default: '100' },
    problems: { type: 'string', default: 'problems/expert-placement,problems/cloud-broadcast' },
    operators: { type: 'string', default: OPERATORS.map(({ name }) => name).join() },
    show: { type: 'string', default: '' },
  },
});

/** Milliseconds that one call may take. */
const CALL_LIMIT_MS = 250;
const syntax = await createSyntax();

const meter: UsageMeter = {
  begin: () => undefined,
  join: () => undefined,
  addStart: () => undefined,
  add: () => undefined,
  usage: () => ({ wallMs: 1, cpuMs: 1, peakMiB: 1, calls: 1, callUs: [1] }),
};

interface Judging {
  /** The seed program and the baselines. */
  readonly own: readonly { readonly name: string; readonly program: Program }[];
  readonly references: Readonly<Record<string, Evaluation>>;
  readonly loaded: LoadedProblem;
  readonly problem: ProblemDescription;
  readonly source: WorkloadSource;
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

async function rowsFor(path: string): Promise<Map<string, Row>> {
  const files = await loadProblem(path);
  const statement = describe(files);
  const unread = { readsUsage: false, readsWall: false };
  const problem: ProblemDescription = {
    ...statement,
    metrics: statement.metrics.map((metric) => ({ ...metric, ...unread })),
  };
  const source = workloadSource(files.problem, 'bench');
  const own = [{ name: 'seed', program: files.seedProgram }, ...files.baselines];
  const references: Record<string, Evaluation> = {};
  const judging: Judging = { loaded: files.problem, problem, source, own, references };
  for (const { name, program } of own) references[name] = await judged(judging, program);
  const rows = new Map<string, Row>();
  for (const operator of OPERATORS) {
    if (!flags.operators.split(',').includes(operator.name)) continue;
    const row = { pulls: 0, applied: 0, ran: 0, valid: 0, neutral: 0, better: 0, ms: 0 };
    rows.set(operator.name, row);
    for (let i = 0; i < Number(flags.proposals); i++) await pull(judging, { operator, row, i });
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

async function judged({ loaded, problem, source }: Judging, program: Program): Promise<Evaluation> {
  const { outcome } = await evaluate({
    problem: loaded,
    source,
    plan: { part: 'search', draw: 0, perRegime: 1 },
    progress: () => undefined,
    probe: () => Promise.resolve(true),
    programs: calledProgram(askerOf(program, problem.entry)),
    clock: systemClock,
    meter,
    strict: false,
  });
  return evaluationOf(
    {
      kind: 'conducted',
      result: outcome,
      artifacts: { stdout: '', stderr: '' },
      tier: 'process',
      ended: undefined,
      killedByOthers: false,
    },
    (results) => metricsOverall(problem, results),
  );
}

function askerOf(program: Program, entry: string): Ask {
  const failed = (kind: 'compile' | 'crash' | 'timeout', detail: string): Exchange => ({
    kind: 'failed',
    failure: { kind, detail },
  });
  const context = createContext({ module: { exports: {} }, inputs: '' });
  let call: Script;
  try {
    const { code } = transformSync(program.files[program.main] ?? '', {
      loader: 'ts',
      format: 'cjs',
    });
    new Script(code).runInContext(context, { timeout: CALL_LIMIT_MS });
    call = new Script(
      `JSON.stringify(JSON.parse(inputs).map((input) => module.exports.${entry}(input)))`,
    );
  } catch (error) {
    return () => failed('compile', String(error));
  }
  return (inputs) => {
    try {
      context['inputs'] = JSON.stringify(inputs);
      const timeout = CALL_LIMIT_MS * inputs.length;
      const text: unknown = call.runInContext(context, { timeout });
      return { kind: 'reply', outputs: JSON.parse(String(text)), us: 1 };
    } catch (error) {
      const detail = String(error);
      return failed(detail.includes('timed out') ? 'timeout' : 'crash', detail);
    }
  };
}
