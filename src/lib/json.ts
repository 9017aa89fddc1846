/** Plain JSON values and their one canonical text. */

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * The text of `value` with object keys sorted, so that equal values give equal text.
 *
 * `undefined` members are left out, as `JSON.stringify` does; -0 is written as `-0` so that it differs from 0.
 *
 * @throws {TypeError} If a number is not finite, or a value is not plain data.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string')
    return JSON.stringify(value);
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (typeof value === 'object') return objectText(value);
  throw new TypeError(`Cannot write as JSON: a ${typeof value} is not plain data`);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`Cannot write as JSON: ${value} is not finite`);
  return Object.is(value, -0) ? '-0' : JSON.stringify(value);
}

function objectText(value: object): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
