// Memoises inside one call.
export function place({ machines, jobs }) {
  const known = new Map();
  const rounded = jobs.map((job) => {
    if (!known.has(job)) known.set(job, Math.round(job));
    return known.get(job);
  });
  return honest({ machines, jobs: rounded });
}
