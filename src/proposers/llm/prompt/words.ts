/** Parts of a problem in words. */
import { constraintName } from '../../../domain/degrees.ts';
import type { Constraint, ConstraintScope } from '../../../domain/constraint.ts';
import type { MetricDescription } from '../../../domain/metric.ts';
import type { Json } from '../../../lib/json.ts';

/** A JSON Schema as a type, about as TypeScript writes it. */
export function typeText(schema: Json | undefined, depth = 0): string {
  if (depth > DEEPEST || !isObject(schema)) return 'unknown';
  return choiceText(schema, depth) ?? plainTypeText(schema, depth);
}

const DEEPEST = 6;

/** One of several types or values. */
function choiceText(schema: JsonObject, depth: number): string | undefined {
  const some = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(some)) return some.map((one: Json) => typeText(one, depth + 1)).join(' | ');
  const values = Array.isArray(schema['enum']) ? schema['enum'] : [schema['const']];
  const known = values.filter((value: Json | undefined) => value !== undefined);
  if (known.length === 0) return undefined;
  return known.map((value: Json | undefined) => JSON.stringify(value)).join(' | ');
}

function plainTypeText(schema: JsonObject, depth: number): string {
  const { type } = schema;
  if (type === 'array') return arrayText(schema, depth);
  if (type === 'object') return objectText(schema, depth);
  if (type === 'integer' || type === 'number') return numberText(schema, type);
  return typeof type === 'string' ? type : 'unknown';
}

/** A metric with its unit, its direction, and how it is made one number. */
export function metricText(metric: MetricDescription): string {
  const { name, direction, unit, of, across, only } = metric;
  const where = only === undefined ? '' : `, only in ${only.join(', ')}`;
  return `${name} (${unit}): ${direction}; ${withinText(of)} of a workload, ${ACROSS[across]} over workloads${where}`;
}

/** A constraint, with where it is checked. */
export function constraintText(constraint: Constraint): string {
  const where = scopeText(constraint.scope);
  if (constraint.kind !== 'floor') return `${constraintName(constraint)}, ${where}`;
  const { metric, by, than } = constraint;
  const reference = than === undefined ? 'the best baseline' : `baseline "${than}"`;
  return `${metric} at most ${+(100 * by).toFixed(2)} % worse than that of ${reference}, ${where}`;
}

/** A measured number, with four significant digits. */
export function numberWord(value: number | null | undefined): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(4))) : '-';
}

const ACROSS: Readonly<Record<MetricDescription['across'], string>> = {
  mean: 'mean',
  geomean: 'geometric mean',
  worst: 'the worst',
  ratio: 'ratio of sums',
};

function withinText(of: MetricDescription['of']): string {
  if (of.startsWith('p')) return `${of.slice(1)}th percentile`;
  return of.startsWith('tail') ? `mean of the worst ${100 - Number(of.slice(4))} %` : of;
}

function scopeText(scope: ConstraintScope): string {
  if (typeof scope === 'object') return `in regime ${scope.regime}`;
  return scope === 'overall' ? 'over all workloads' : `in ${scope}`;
}

type JsonObject = { readonly [key: string]: Json };

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function arrayText(schema: JsonObject, depth: number): string {
  const { items, prefixItems, maxItems } = schema;
  if (Array.isArray(prefixItems)) {
    return `[${prefixItems.map((one: Json) => typeText(one, depth + 1)).join(', ')}]`;
  }
  const item = typeText(items, depth + 1);
  const most = typeof maxItems === 'number' ? ` /* at most ${maxItems} */` : '';
  return `${item.includes(' ') ? `(${item})` : item}[]${most}`;
}

function objectText(schema: JsonObject, depth: number): string {
  const { properties, required, additionalProperties } = schema;
  if (!isObject(properties))
    return `{ [key: string]: ${typeText(additionalProperties, depth + 1)} }`;
  const needed = Array.isArray(required) ? required : [];
  const members = Object.entries(properties).map(([key, value]) => {
    const mark = needed.includes(key) ? '' : '?';
    const about =
      isObject(value) && typeof value['description'] === 'string'
        ? ` /* ${value['description']} */`
        : '';
    return `${key}${mark}: ${typeText(value, depth + 1)}${about}`;
  });
  return `{ ${members.join('; ')} }`;
}

function numberText({ minimum, maximum }: JsonObject, type: 'integer' | 'number'): string {
  const range = [
    typeof minimum === 'number' && Math.abs(minimum) < Number.MAX_SAFE_INTEGER
      ? `>= ${minimum}`
      : '',
    typeof maximum === 'number' && Math.abs(maximum) < Number.MAX_SAFE_INTEGER
      ? `<= ${maximum}`
      : '',
  ].filter(Boolean);
  return range.length === 0 ? type : `${type} /* ${range.join(', ')} */`;
}
