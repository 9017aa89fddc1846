import { numberFromSamples } from '../../domain/aggregate.ts';
import type { Violation } from '../../domain/evaluation.ts';
import type { Usage } from '../../domain/language/define-problem.ts';
import type { MetricValue } from '../../domain/metric.ts';
import { type ProblemFault, shown } from '../problem-fault.ts';
import { errorText, placeIn } from './error-place.ts';
import { knownNames } from './nearest.ts';
import type { LoadedProblem, MetricStatement } from './problem.ts';
import type { Workload } from './workload-source.ts';

/** Relative excess over a bound that is rounding. */
const BOUND_TOLERANCE = 1e-9;
/** Characters of an example that is kept. */
const EXAMPLE_CHARACTERS = 1_000;

/** What the judge found on one output. */
export interface Finding {
  /** Numbers by metric; empty if the output does not count. */
  readonly values: Readonly<Record<string, MetricValue>>;
  readonly violations: readonly Violation[];
  /** What is wrong with the problem itself, seen on this output. */
  readonly defects: readonly ProblemFault[];
  /** Metrics with a value in a regime that their `only` leaves out. */
  readonly outsideOnly: readonly string[];
  readonly bounds: Readonly<
    Record<string, { readonly kind: 'exact' | 'relaxed'; readonly value: number }>
  >;
}

/** Holds one output to the problem: invariants first, then the numbers, then the bounds. */
export function examineOutput(
  problem: LoadedProblem,
  workload: Workload,
  output: unknown,
  usage: Usage,
): Finding {
  const book = new Book(problem, workload);
  for (const [rule, holds] of problem.invariants) {
    book.attempt(`invariants.${rule}`, rule, () => {
      const verdict = holds({ workload: workload.value, output });
      const detail = brokenDetail(verdict);
      if (detail !== undefined) book.violate(rule, detail);
    });
  }
  if (book.violations.length > 0) return book.finding({});
  const measured = book.attempt('measure', 'measure', () =>
    problem.measure({ workload: workload.value, output, usage }),
  );
  const values = book.violations.length > 0 ? {} : readValues(book, measured);
  if (book.violations.length === 0) checkBounds(book, values);
  return book.finding(book.violations.length > 0 ? {} : values);
}

/** Collects what is found on one output. */
class Book {
  readonly problem: LoadedProblem;
  readonly workload: Workload;
  readonly violations: Violation[] = [];
  readonly defects: ProblemFault[] = [];
  readonly outsideOnly: string[] = [];
  readonly bounds: Record<string, { kind: 'exact' | 'relaxed'; value: number }> = {};

  constructor(problem: LoadedProblem, workload: Workload) {
    this.problem = problem;
    this.workload = workload;
  }

  violate(rule: string, detail: string): void {
    const { regime, index } = this.workload.id;
    this.violations.push({ rule, regime, index, detail });
  }

  /** What the output shows against the judgement itself. */
  quarantine(rule: string, detail: string): void {
    const { regime, index } = this.workload.id;
    this.violations.push({ rule, regime, index, detail, quarantine: true });
  }

  /** A defect of the problem: the output cannot count, and a person must know. */
  defect(rule: string, fault: Omit<ProblemFault, 'file'> & { readonly file?: string }): void {
    const { regime, index } = this.workload.id;
    const where = `in the regime "${regime}", workload ${index}`;
    this.defects.push({ file: this.problem.file, ...fault, message: `${fault.message} ${where}` });
    this.quarantine(rule, `a defect of the problem, not of the program: ${fault.message}`);
  }

  /** Calls the problem's code; what it throws is a defect of the problem or an output that it cannot read. */
  attempt<T>(key: string, rule: string, run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      const file = placeIn(this.problem, error);
      this.defect(rule, {
        file,
        key,
        message: `threw ${errorText(error)}`,
        hint: 'it must give a verdict on every output that the schema lets through',
      });
      return undefined;
    }
  }

  finding(values: Readonly<Record<string, MetricValue>>): Finding {
    const { violations, defects, outsideOnly, bounds } = this;
    return { values, violations, defects, outsideOnly, bounds };
  }
}

/** Why an invariant's verdict is not a pass. */
function brokenDetail(verdict: unknown): string | undefined {
  if (verdict === true) return undefined;
  if (verdict === false) return 'does not hold';
  if (verdict === 'unknown') return 'could not be decided (unknown is never a pass)';
  if (typeof verdict === 'object' && verdict !== null && 'why' in verdict) {
    const example =
      'example' in verdict && verdict.example !== undefined ? ` (${capped(verdict.example)})` : '';
    return `${String(verdict.why)}${example}`;
  }
  throw new TypeError(`gave ${shown(verdict)}, which is not true, false, violated(…) or 'unknown'`);
}

function capped(example: unknown): string {
  const text = typeof example === 'string' ? example : (JSON.stringify(example) ?? String(example));
  return text.length > EXAMPLE_CHARACTERS ? `${text.slice(0, EXAMPLE_CHARACTERS)}…` : text;
}

function readValues(book: Book, measured: unknown): Record<string, MetricValue> {
  const { metrics } = book.problem;
  if (typeof measured !== 'object' || measured === null || measured instanceof Promise) {
    const value = measured instanceof Promise ? 'a promise' : shown(measured);
    book.defect('measure', {
      key: 'measure',
      value,
      message: 'must give an object with a number for each metric',
      hint: 'without async',
    });
    return {};
  }
  const given = new Map<string, unknown>(Object.entries(measured));
  const names = metrics.map((metric) => metric.name);
  for (const name of given.keys()) {
    if (names.includes(name)) continue;
    book.defect('measure', {
      key: `measure.${name}`,
      message: 'is not a metric',
      hint: knownNames(name, names),
    });
  }
  return Object.fromEntries(
    metrics.map((metric) => [metric.name, valueOf(book, metric, given.get(metric.name))]),
  );
}

function valueOf(book: Book, metric: MetricStatement, raw: unknown): MetricValue {
  const value = readMeasured(raw, metric);
  const { regime } = book.workload.id;
  if (value === undefined) {
    book.defect(`measure of ${metric.name}`, {
      key: `measure.${metric.name}`,
      value: shown(raw),
      message: `gave ${shown(raw)} for "${metric.name}"`,
      hint: hintOf(metric, raw),
    });
    return null;
  }
  if (value === null || (metric.only?.includes(regime) ?? true)) return value;
  book.outsideOnly.push(metric.name);
  return null;
}

function hintOf(metric: MetricStatement, raw: unknown): string {
  if (metric.across === 'geomean' && typeof raw === 'number' && raw < 0)
    return 'a geometric mean needs values >= 0';
  return 'it must be a finite number, null where it does not exist, a list of samples, or { top, bottom }';
}

/** `undefined` if it is not a value that a metric can have. */
function readMeasured(raw: unknown, metric: MetricStatement): MetricValue | undefined {
  if (raw === null) return null;
  const value = Array.isArray(raw) ? ofSamples(raw, metric) : raw;
  if (typeof value === 'number') return readNumber(value, metric);
  if (value === null) return null;
  if (typeof value !== 'object' || !('top' in value) || !('bottom' in value)) return undefined;
  const { top, bottom } = value;
  return isFinite(top) && isFinite(bottom) ? { top, bottom } : undefined;
}

function readNumber(value: number, { across }: MetricStatement): number | undefined {
  return Number.isFinite(value) && (across !== 'geomean' || value >= 0) ? value : undefined;
}

function ofSamples(raw: readonly unknown[], metric: MetricStatement): number | null | undefined {
  const samples = raw.filter((sample) => isFinite(sample));
  return samples.length === raw.length ? numberFromSamples(samples, metric) : undefined;
}

function isFinite(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function checkBounds(book: Book, values: Readonly<Record<string, MetricValue>>): void {
  for (const [name, word] of Object.entries(boundsOf(book))) {
    book.bounds[name] = word;
    const metric = book.problem.metrics.find((candidate) => candidate.name === name);
    const value = numberOf(values[name]);
    if (!metric || value === undefined || !isBeyond(value, word.value, metric.direction)) continue;
    book.quarantine(
      `bound of ${name}`,
      `${value} is beyond the ${word.kind} bound ${word.value}, so the evaluator has a defect: no program can do that`,
    );
  }
}

/** What `bound` said of a workload. It may be dear, and every program is held to the same. */
const boundsByWorkload = new WeakMap<Workload, Finding['bounds']>();

/** What `bound` says of the workload: asked once, if nothing is wrong with it. */
function boundsOf(book: Book): Finding['bounds'] {
  const known = boundsByWorkload.get(book.workload);
  if (known) return known;
  const defects = book.defects.length;
  const bounds = readBounds(book);
  if (book.defects.length === defects) boundsByWorkload.set(book.workload, bounds);
  return bounds;
}

function readBounds(book: Book): Finding['bounds'] {
  const { problem, workload } = book;
  const { bound } = problem;
  if (!bound) return {};
  const names = problem.metrics.map((metric) => metric.name);
  const said = book.attempt('bound', 'bound', () => bound({ workload: workload.value }));
  const bounds: Record<string, Finding['bounds'][string]> = {};
  for (const [name, raw] of Object.entries(said ?? {})) {
    if (raw === undefined) continue;
    const word = readBound(raw);
    if (word && names.includes(name)) {
      bounds[name] = word;
      continue;
    }
    const isMetric = names.includes(name);
    book.defect('bound', {
      key: `bound.${name}`,
      value: shown(raw),
      message: isMetric ? 'is not a bound' : 'is not a metric',
      hint: isMetric ? 'write exact(x) or relaxed(x)' : knownNames(name, names),
    });
  }
  return bounds;
}

function readBound(raw: unknown): { kind: 'exact' | 'relaxed'; value: number } | undefined {
  if (typeof raw !== 'object' || raw === null || !('kind' in raw) || !('value' in raw))
    return undefined;
  const { kind, value } = raw;
  return (kind === 'exact' || kind === 'relaxed') && isFinite(value) ? { kind, value } : undefined;
}

function numberOf(value: MetricValue | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return value;
  return value.bottom === 0 ? undefined : value.top / value.bottom;
}

function isBeyond(value: number, bound: number, direction: 'minimize' | 'maximize'): boolean {
  const slack = BOUND_TOLERANCE * Math.max(Math.abs(bound), Math.abs(value));
  return direction === 'maximize' ? value > bound + slack : value < bound - slack;
}
