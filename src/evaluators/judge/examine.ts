/** What a run of a program shows of the problem: who reads the clock, whether `drive` is pure, which relations hold. */
import { isDeepStrictEqual } from 'node:util';
import type { Usage } from '../../domain/language/define-problem.ts';
import type { MetricValue } from '../../domain/metric.ts';
import type { RelationBreak, Seen } from '../judge-protocol.ts';
import { ProblemError, shown } from '../problem-fault.ts';
import { FUNCTION, instanceName, type Recorded } from './calls.ts';
import { conduct, type Conducting } from './conduct.ts';
import { errorText, placeIn } from './error-place.ts';
import type { Done } from './evaluate.ts';
import { examineOutput, type Finding } from './measure.ts';
import { deepFreeze } from './plain.ts';
import type { Ask, Programs } from './programs.ts';
import type { LoadedProblem } from './problem.ts';
import type { UsageMeter } from './usage-meter.ts';
import type { Workload } from './workload-source.ts';

/** Relative change that is rounding. */
const ROUNDING = 1e-9;

/** What {@link examineWorkload} needs beside the workload. */
export interface Examining extends Conducting {
  /** Whether to conduct the changed workloads of the relations. */
  readonly relations: boolean;
}

/** Looks closer at one workload. @throws {ProblemError} If `drive` is not pure or a relation cannot be made. */
export async function examineWorkload(
  examining: Examining,
  workload: Workload,
  conducted: Done,
  finding: Finding,
): Promise<Seen> {
  await checkDrive(examining, workload, conducted);
  const readers = readersOf(examining.problem, workload, conducted, finding);
  const valid = finding.violations.length === 0;
  return {
    regime: workload.id.regime,
    index: workload.id.index,
    calls: conducted.usage.calls,
    ...(examining.problem.kind === 'policy' ? { instances: conducted.instances } : {}),
    wallMs: conducted.usage.wallMs,
    readsUsage: readers.usage,
    readsWall: readers.wall,
    outsideOnly: finding.outsideOnly,
    bounds: finding.bounds,
    relations:
      valid && examining.relations
        ? await brokenRelations(examining, workload, finding, readers.usage)
        : [],
  };
}

/** Conducts the workload again with the stored replies: the same requests and the same output must come. */
async function checkDrive(examining: Examining, workload: Workload, first: Done): Promise<void> {
  const { problem } = examining;
  const { programs, asked } = storedReplies(first.recorded);
  const again = await conduct({ ...examining, programs, meter: silentMeter }, workload);
  const where = `in the regime "${workload.id.regime}", workload ${workload.id.index}`;
  const fault = (message: string): ProblemError =>
    new ProblemError({
      file: problem.file,
      key: 'drive',
      message: `is not pure: ${message} ${where} when it was given the same workload, chance and replies again`,
      hint: 'use no clock and no state outside; take chance from `rng`',
    });
  const i = asked.findIndex((one, at) => !isSameRequest(one, first.recorded[at]));
  if (i >= 0)
    throw fault(`call ${i} was ${requestText(asked[i])} and not ${requestText(first.recorded[i])}`);
  if (again.kind !== 'done') throw fault('it did not come to its end');
  if (again.recorded.length !== first.recorded.length) throw fault('it made fewer calls');
  if (!isDeepStrictEqual(again.output, first.output))
    throw fault(`its output was ${shown(again.output)} and not ${shown(first.output)}`);
}

type Request = Pick<Recorded, 'to' | 'inputs'>;

/** Programs that give the stored replies in order, and what they were asked. */
function storedReplies(recorded: readonly Recorded[]): {
  readonly programs: Programs;
  readonly asked: readonly Request[];
} {
  const asked: Request[] = [];
  const askOf =
    (to: string): Ask =>
    (inputs) => {
      const next = recorded[asked.length];
      asked.push({ to, inputs: structuredClone(inputs) });
      return next ? { kind: 'reply', outputs: next.outputs, us: 0 } : { kind: 'gone', begun: true };
    };
  let started = 0;
  const programs: Programs = {
    ask: askOf(FUNCTION),
    start: (program) =>
      Promise.resolve({
        kind: 'running',
        load: { begunCpuMs: 0, us: 0 },
        ask: askOf(instanceName(++started, program)),
      }),
    exec: (request) => {
      const next = recorded[asked.length];
      asked.push({ to: `step ${request.step}`, inputs: [structuredClone(request)] });
      return Promise.resolve(
        next?.result
          ? { kind: 'done', result: next.result, used: NOTHING_USED }
          : { kind: 'gone', begun: true },
      );
    },
    end: () => undefined,
  };
  return { programs, asked };
}

const NOTHING_USED = { wallMs: 0, cpuMs: 0, peakMiB: 0 };

function isSameRequest(one: Request, other: Request | undefined): boolean {
  return one.to === other?.to && isDeepStrictEqual(one.inputs, other.inputs);
}

function requestText(request: Request | undefined): string {
  if (!request) return 'the end';
  return request.to === FUNCTION
    ? shown(request.inputs)
    : `${shown(request.inputs)} to ${request.to}`;
}

const silentMeter: UsageMeter = {
  begin: () => undefined,
  join: () => undefined,
  add: () => undefined,
  addStart: () => undefined,
  addStep: () => undefined,
  usage: () => ({ wallMs: 0, cpuMs: 0, peakMiB: 0, calls: 0, callUs: [] }),
};

/** Metrics whose value changes when only the usage does: all of it, and its wall times alone. */
function readersOf(
  problem: LoadedProblem,
  workload: Workload,
  { output, usage }: Done,
  finding: Finding,
): { usage: string[]; wall: string[] } {
  if (finding.violations.length > 0) return { usage: [], wall: [] };
  const values = (change: (part: Usage) => Usage, instructions = 1): Finding['values'] => {
    const changedUsage = withSteps(problem, usage, { change, instructions });
    return examineOutput(problem, workload, output, changedUsage).values;
  };
  const still = ({ wallMs, calls, callUs }: Usage): Usage => ({
    wallMs,
    cpuMs: 1,
    peakMiB: 1,
    calls,
    callUs,
  });
  const slower = (part: Usage): Usage => ({
    ...still(part),
    wallMs: 2 * part.wallMs + 3,
    callUs: part.callUs.map((us, i) => 2 * us + 3 + (i % 7)),
  });
  const base = values(still);
  const wall = values(slower);
  const all = values((part) => ({ ...slower(part), cpuMs: 5, peakMiB: 7 }), 9);
  const changed = (other: Finding['values']): string[] =>
    problem.metrics
      .map(({ name }) => name)
      .filter((name) => !isDeepStrictEqual(other[name], base[name]));
  return { usage: changed(all), wall: changed(wall) };
}

async function brokenRelations(
  examining: Examining,
  workload: Workload,
  before: Finding,
  noisy: readonly string[],
): Promise<RelationBreak[]> {
  const broken: RelationBreak[] = [];
  for (const [name, { change, within = 0 }] of examining.problem.relations) {
    const value = changedWorkload(examining.problem, name, () =>
      change({ workload: workload.value, rng: workload.rng.fork(`relation/${name}`) }),
    );
    const conducted = await conduct(examining, { ...workload, value: deepFreeze(value) });
    if (conducted.kind !== 'done') continue;
    const after = examineOutput(
      examining.problem,
      { ...workload, value },
      conducted.output,
      conducted.usage,
    );
    for (const metric of Object.keys(before.values).filter((one) => !noisy.includes(one))) {
      const [a, b] = [numberOf(before.values[metric]), numberOf(after.values[metric])];
      if (!isNear(a, b, within))
        broken.push({ relation: name, metric, before: a, after: b, within });
    }
  }
  return broken;
}

function changedWorkload(problem: LoadedProblem, name: string, change: () => unknown): unknown {
  const key = `relations.${name}.change`;
  let value: unknown;
  try {
    value = change();
  } catch (error) {
    const message = `threw ${errorText(error)}`;
    const hint = 'it must give a changed copy of the workload, which is frozen';
    throw new ProblemError({ file: placeIn(problem, error), key, message, hint }, { cause: error });
  }
  if (value !== undefined && !(value instanceof Promise)) return value;
  throw new ProblemError({
    file: problem.file,
    key,
    value: shown(value),
    message: 'must give a changed copy of the workload',
  });
}

function isNear(before: number | null, after: number | null, within: number): boolean {
  if (before === null || after === null) return before === after;
  return (
    Math.abs(after - before) <= (within + ROUNDING) * Math.max(Math.abs(before), Math.abs(after))
  );
}

function numberOf(value: MetricValue | undefined): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return value;
  return value.bottom === 0 ? null : value.top / value.bottom;
}

/** The usage changed, and that of each step of a command; each counted one has so many instructions. */
function withSteps(
  problem: LoadedProblem,
  usage: Usage,
  other: { readonly change: (part: Usage) => Usage; readonly instructions: number },
): Usage {
  const { change, instructions } = other;
  const parts = new Map<string, unknown>(Object.entries(usage));
  const { steps: names = {}, counted = {} } = problem.command ?? {};
  const steps = Object.keys(names).flatMap((name) => {
    const part = parts.get(name);
    return isUsage(part) ? [[name, change(part)] as const] : [];
  });
  const counts = Object.keys(counted).map((name) => [
    name,
    Object.assign({}, parts.get(name), { instructions }),
  ]);
  return { ...change(usage), ...Object.fromEntries(steps), ...Object.fromEntries(counts) };
}

function isUsage(value: unknown): value is Usage {
  return typeof value === 'object' && value !== null && 'callUs' in value;
}
