/** Frames of a program's host, read strictly and by hand: a schema library costs more here than the call itself. */

/** A reply to a request: outputs, or the message of what the program threw. */
export type ReplyFrame =
  | { readonly nonce: string; readonly id: string; readonly outputs: readonly unknown[] }
  | { readonly nonce: string; readonly id: string; readonly error: string };

/** The frame `{ nonce, begun: true }` or `{ nonce, ready: true }`; `undefined` if `value` is another. */
export function signIn(
  value: unknown,
  sign: 'begun' | 'ready',
): { readonly nonce: string } | undefined {
  if (!hasMembers(value, 2) || !('nonce' in value) || typeof value.nonce !== 'string')
    return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(sign) === true
    ? { nonce: value.nonce }
    : undefined;
}

/** The frame `{ nonce, id, outputs }` or `{ nonce, id, error: { message } }`; `undefined` if `value` is another. */
export function replyIn(value: unknown): ReplyFrame | undefined {
  if (!hasMembers(value, 3) || !('nonce' in value) || !('id' in value)) return undefined;
  const { nonce, id } = value;
  if (typeof nonce !== 'string' || typeof id !== 'string') return undefined;
  if ('outputs' in value)
    return Array.isArray(value.outputs) ? { nonce, id, outputs: value.outputs } : undefined;
  if (!('error' in value)) return undefined;
  const error = messageIn(value.error);
  return error === undefined ? undefined : { nonce, id, error };
}

function messageIn(error: unknown): string | undefined {
  if (!hasMembers(error, 1) || !('message' in error)) return undefined;
  return typeof error.message === 'string' ? error.message : undefined;
}

function hasMembers(value: unknown, count: number): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length === count;
}
