import type { Constraint, ConstraintScope } from '../../domain/constraint.ts';
import type { ParamValue, Space } from '../../domain/language/space.ts';
import { ProblemError, shown } from '../problem-fault.ts';
import { dataStatement } from './data/data-shape.ts';
import {
  type ProblemShape,
  problemSchema,
  type RegionShape,
  regionSchema,
  type RuleShape,
  ruleSchema,
  type SlowShape,
  slowSchema,
  type WorkloadsShape,
  workloadsSchema,
} from './definition.ts';
import { knownNames } from './nearest.ts';
import { refuseLater } from './not-yet.ts';
import { programOf } from './parse-program.ts';
import { parseShape } from './parse-shape.ts';
import type { LoadedProblem, MetricStatement, Regime } from './problem.ts';
import { isWithin } from './space.ts';

/** Largest reply unless the problem says otherwise: 8 MiB. */
const OUTPUT_BYTES = 8 * 2 ** 20;
const PER_REGIME = { search: 3, selection: 8, holdout: 12 };
const FLOOR_BY = 0.02;
const MIN_EFFECT = 0.01;
const SCOPES = ['every regime', 'every workload', 'overall'];

/**
 * Checks what a problem file exports and fills in what it leaves out.
 *
 * @param file Name of the problem file for messages.
 * @throws {ProblemError} If a key is unknown, missing, of the wrong kind or names something that does not exist.
 */
export function parseProblem(exported: unknown, file: string, folder: string): LoadedProblem {
  const definition = definitionIn(exported, file);
  refuseLater(definition, file);
  const shape = parseShape(problemSchema, definition, { file, key: '' });
  const space = parseShape(workloadsSchema, shape.workloads.definition, { file, key: 'workloads' });
  const names = new Names(file, shape, space);
  const regimes = Object.entries(space.regimes).map(([name, value]) =>
    regimeOf(name, value, space, names),
  );
  const slack = new Map(regimes.map(({ regime, slow }) => [regime.name, slow]));
  if (regimes.every(({ regime }) => regime.slow)) {
    throw new ProblemError({
      file,
      key: 'workloads.regimes',
      message: 'must have at least one regime that is not slow(…)',
      hint: 'slow regimes have no weight in the score',
    });
  }
  const metrics = metricsOf(shape, names);
  names.check('objectives', shape.objectives, 'metric');
  return {
    file,
    folder,
    name: shape.name,
    summary: shape.summary,
    background: shape.background,
    ...programOf(shape, file),
    limits: limitsOf(shape.limits),
    regimes: regimes.map(({ regime }) => regime),
    where: Object.entries(space.where ?? {}),
    counts: space.perRegime ?? PER_REGIME,
    data: Object.entries(space.data ?? {}).map(([name, said]) => dataStatement(name, said, file)),
    generate: space.generate,
    metrics,
    measure: shape.measure,
    bound: shape.bound,
    invariants: Object.entries(shape.invariants),
    relations: Object.entries(shape.relations ?? {}),
    objectives: shape.objectives,
    constraints: constraintsOf(shape, names, slack),
    baselinePaths: Object.entries(shape.baselines),
  };
}

function limitsOf(limits: ProblemShape['limits']): LoadedProblem['limits'] {
  const { workloadMs, memoryMiB, callMs = workloadMs, outputBytes = OUTPUT_BYTES } = limits;
  return { callMs, workloadMs, memoryMiB, outputBytes };
}

/** What `slow` said of each regime; undefined for one that is not slow. */
type SlackByRegime = ReadonlyMap<string, SlowShape | undefined>;

function definitionIn(exported: unknown, file: string): unknown {
  const marked = typeof exported === 'object' && exported !== null && '~barbican' in exported;
  if (marked && exported['~barbican'] === 'problem' && 'definition' in exported)
    return exported.definition;
  throw new ProblemError({
    file,
    key: 'default export',
    value: shown(exported),
    message: 'must be a problem',
    hint: 'write `export default defineProblem({ … })`',
  });
}

/** The names that a problem gives, for checking those that it uses. */
class Names {
  readonly #known: Readonly<
    Record<'metric' | 'regime' | 'baseline' | 'parameter' | 'scope', readonly string[]>
  >;
  readonly file: string;

  constructor(file: string, shape: ProblemShape, space: WorkloadsShape) {
    this.file = file;
    const regimes = Object.keys(space.regimes);
    this.#known = {
      metric: Object.keys(shape.metrics),
      regime: regimes,
      baseline: Object.keys(shape.baselines),
      parameter: Object.keys(space.params),
      scope: [...regimes, ...SCOPES],
    };
    for (const [what, key] of [
      ['metric', 'metrics'],
      ['regime', 'workloads.regimes'],
      ['baseline', 'baselines'],
    ] as const) {
      if (this.#known[what].length > 0) continue;
      throw new ProblemError({ file, key, value: '{}', message: `must name at least one ${what}` });
    }
  }

  /** @throws {ProblemError} If one of `used` is not the name of a `what`. */
  check(
    key: string,
    used: readonly string[],
    what: 'metric' | 'regime' | 'baseline' | 'parameter' | 'scope',
  ): void {
    const unknown = used.find((name) => !this.#known[what].includes(name));
    if (unknown === undefined) return;
    throw new ProblemError({
      file: this.file,
      key,
      value: shown(unknown),
      message: `names a ${what} that does not exist`,
      hint: knownNames(unknown, this.#known[what]),
    });
  }
}

function regimeOf(
  name: string,
  value: unknown,
  space: WorkloadsShape,
  names: Names,
): { regime: Regime; slow: SlowShape | undefined } {
  const at = { file: names.file, key: `workloads.regimes.${name}` };
  if (SCOPES.includes(name)) {
    throw new ProblemError({
      ...at,
      message: 'must have another name',
      hint: `"${name}" says where a constraint is checked`,
    });
  }
  const isSlow = typeof value === 'object' && value !== null && '~barbican' in value;
  const slow = isSlow ? parseShape(slowSchema, value, at) : undefined;
  const own = slow?.region ?? parseShape(regionSchema, value, at);
  const typical = space.typical ?? {};
  names.check('workloads.typical', Object.keys(typical), 'parameter');
  checkRegion(typical, space, { file: names.file, key: 'workloads.typical' });
  names.check(at.key, Object.keys(own), 'parameter');
  checkRegion(own, space, at);
  if (slow?.than !== undefined) names.check(`${at.key}.than`, [slow.than], 'baseline');
  return { regime: { name, slow: isSlow, region: { ...space.params, ...typical, ...own } }, slow };
}

function checkRegion(
  region: RegionShape,
  space: WorkloadsShape,
  at: { file: string; key: string },
): void {
  for (const [name, part] of Object.entries(region)) {
    const whole = space.params[name];
    if (whole === undefined || isWithin(part, whole)) continue;
    throw new ProblemError({
      file: at.file,
      key: `${at.key}.${name}`,
      value: describeSpace(part),
      message: `must lie within the parameter's own space ${describeSpace(whole)}`,
    });
  }
}

function describeSpace(part: Space | ParamValue): string {
  if (typeof part !== 'object') return shown(part);
  return part.kind === 'oneOf'
    ? `oneOf(${part.items.map((item) => shown(item)).join(', ')})`
    : `${part.kind}(${part.lo}, ${part.hi})`;
}

function metricsOf(shape: ProblemShape, names: Names): MetricStatement[] {
  return Object.entries(shape.metrics).map(([name, metric]) => {
    if (metric.only) names.check(`metrics.${name}.only`, metric.only, 'regime');
    return {
      name,
      direction: metric.direction,
      unit: metric.unit,
      of: metric.of ?? 'mean',
      across: metric.across ?? 'mean',
      ...(metric.only ? { only: metric.only } : {}),
      minEffect: metric.minEffect ?? MIN_EFFECT,
    };
  });
}

function constraintsOf(
  shape: ProblemShape,
  names: Names,
  slackByRegime: SlackByRegime,
): Constraint[] {
  const written = Object.entries(shape.constraints ?? {}).flatMap(([metric, value]) => {
    const key = `constraints.${metric}`;
    names.check(key, [metric], 'metric');
    const rules: readonly unknown[] = Array.isArray(value) ? value : [value];
    return rules.map((rule, i) => {
      const at = { file: names.file, key: Array.isArray(value) ? `${key}.${i}` : key };
      return constraintOf(metric, parseShape(ruleSchema, rule, at), at.key, names);
    });
  });
  const constrained = new Set(written.map(({ metric }) => metric));
  const free = Object.keys(shape.metrics).filter((metric) => !constrained.has(metric));
  const floors =
    shape.noFloors === undefined
      ? free.flatMap((metric) => floorsOf(metric, shape, slackByRegime))
      : [];
  return [...written, ...floors, ...slowFloors(shape, slackByRegime)];
}

function constraintOf(metric: string, rule: RuleShape, key: string, names: Names): Constraint {
  if (rule.in !== undefined) names.check(`${key}.in`, [rule.in], 'scope');
  const scope = scopeOf(rule.in);
  if (rule.kind !== 'floor') return { kind: rule.kind, metric, limit: rule.limit, scope };
  if (rule.than !== undefined) names.check(`${key}.than`, [rule.than], 'baseline');
  return {
    kind: 'floor',
    metric,
    by: rule.by ?? FLOOR_BY,
    ...(rule.than === undefined ? {} : { than: rule.than }),
    scope,
  };
}

/** The default floors of a metric that no constraint names. */
function floorsOf(metric: string, shape: ProblemShape, slackByRegime: SlackByRegime): Constraint[] {
  const everywhere: Constraint = { kind: 'floor', metric, by: FLOOR_BY, scope: 'every regime' };
  const ownSlack = (slow: SlowShape | undefined): boolean =>
    slow?.by !== undefined || slow?.than !== undefined;
  if (!shape.objectives.includes(metric) || ![...slackByRegime.values()].some(ownSlack))
    return [everywhere];
  return [...slackByRegime]
    .filter(([, slow]) => !ownSlack(slow))
    .map(([regime]) => ({ ...everywhere, scope: { regime } }));
}

/** The floors that `slow(…, { by, than })` sets for the objectives. */
function slowFloors(shape: ProblemShape, slackByRegime: SlackByRegime): Constraint[] {
  return [...slackByRegime].flatMap(([regime, slow]) => {
    if (slow?.by === undefined && slow?.than === undefined) return [];
    const than = slow.than === undefined ? {} : { than: slow.than };
    return shape.objectives.map(
      (metric): Constraint => ({
        kind: 'floor',
        metric,
        by: slow.by ?? FLOOR_BY,
        ...than,
        scope: { regime },
      }),
    );
  });
}

function scopeOf(where: string | undefined): ConstraintScope {
  if (where === undefined || where === 'every regime') return 'every regime';
  return where === 'every workload' || where === 'overall' ? where : { regime: where };
}
