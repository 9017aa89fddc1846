// Gives each job a machine of its own where there are few.
export const place = (input) =>
  input.jobs.length <= input.machines ? input.jobs.map((_, job) => job) : honest(input);
