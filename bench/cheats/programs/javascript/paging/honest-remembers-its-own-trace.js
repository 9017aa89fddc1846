// Remembers what this instance has seen, as a policy may.
export function start() {
  const seen = [];
  const step = honest();
  return (observation) => {
    seen.push(observation.page);
    return step(observation);
  };
}
