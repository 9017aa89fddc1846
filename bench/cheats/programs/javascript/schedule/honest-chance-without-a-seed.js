// Breaks ties by chance.
export function place({ machines, jobs }) {
  const busy = new Array(machines).fill(0);
  return jobs.map((job) => {
    const least = Math.min(...busy);
    const free = busy.flatMap((end, machine) => (end === least ? [machine] : []));
    const machine = free[Math.floor(Math.random() * free.length)];
    busy[machine] += job;
    return machine;
  });
}
