/** Each job, as they come, goes to the machine that is free first. */
function honest({ machines, jobs }) {
  const busy = Array.from({ length: machines }, () => 0);
  return jobs.map((job) => {
    let first = 0;
    for (let machine = 1; machine < machines; machine++)
      if (busy[machine] < busy[first]) first = machine;
    busy[first] += job;
    return first;
  });
}
export const place = (input) => honest(input);
