const COLON = ':'.charCodeAt(0);
const TEXTS = /"(?:[^"\\]|\\.)*"/gsu;

/**
 * Whether an object in a JSON text has a key twice, of which the parser keeps the last: two readers could read two things.
 *
 * @param value What the parser made of `body`.
 */
export function hasDoubleKey(body: Uint8Array, value: unknown): boolean {
  const members = membersIn(value);
  // Each member has a colon; if there are no more, none is in a text and none was lost.
  if (colonsIn(body) === members) return false;
  const bare = new TextDecoder().decode(body).replaceAll(TEXTS, '');
  return bare.split(':').length - 1 > members;
}

function colonsIn(body: Uint8Array): number {
  let colons = 0;
  for (const byte of body) if (byte === COLON) colons++;
  return colons;
}

function membersIn(value: unknown): number {
  let members = 0;
  const queue = [value];
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    if (typeof item !== 'object' || item === null) continue;
    const values: unknown[] = Object.values(item);
    if (!Array.isArray(item)) members += values.length;
    for (const one of values) if (typeof one === 'object' && one !== null) queue.push(one);
  }
  return members;
}
