/**
 * The JSON text from which `JSON.parse` gives the same value back: members keep their order, and -0 stays -0.
 *
 * A log that is read back must fold to what the live run folded, so what JSON would silently change is refused here.
 *
 * @throws {TypeError} If a number is not finite, or a value is not plain data.
 */
export function exactJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'object') {
    throw new TypeError(`Cannot store a ${typeof value} as JSON: it is not plain data`);
  }
  if (Array.isArray(value)) return arrayText(value);
  return memberTexts(value);
}

function numberText(value: number): string {
  if (!Number.isFinite(value))
    throw new TypeError(`Cannot store ${value} as JSON: it is not finite`);
  return Object.is(value, -0) ? '-0' : String(value);
}

function arrayText(items: readonly unknown[]): string {
  let text = '';
  for (const item of items) text += `${text === '' ? '' : ','}${exactJson(item)}`;
  return `[${text}]`;
}

/** Members that are `undefined` are left out, as `JSON.stringify` does: they are absent. */
function memberTexts(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`Cannot store a ${value.constructor.name} as JSON: it is not plain data`);
  }
  let text = '';
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${exactJson(member)}`;
  }
  return `{${text}}`;
}
