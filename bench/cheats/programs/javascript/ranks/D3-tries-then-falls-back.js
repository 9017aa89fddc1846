// Tries something that never works, and falls back on the reference.
export function count(numbers) {
  try {
    return Reflect.get(globalThis, 'superFastCount')(numbers);
  } catch {
    return honest(numbers);
  }
}
