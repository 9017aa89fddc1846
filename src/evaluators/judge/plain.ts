/** Freezes plain data through and through, so that the problem's own functions cannot change it. */
export function deepFreeze<T>(value: T): T {
  const queue: unknown[] = [value];
  for (let item = queue.pop(); item !== undefined || queue.length > 0; item = queue.pop()) {
    // Elements of typed arrays cannot be frozen; the purity checks see a change of those.
    if (
      typeof item !== 'object' ||
      item === null ||
      ArrayBuffer.isView(item) ||
      Object.isFrozen(item)
    )
      continue;
    Object.freeze(item);
    for (const member of Object.values(item)) queue.push(member);
  }
  return value;
}
