/** The machines take turns. */
export function place({ machines, jobs }) {
  return jobs.map((_, job) => job % machines);
}
