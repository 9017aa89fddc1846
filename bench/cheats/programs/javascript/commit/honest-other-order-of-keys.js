// Writes the same plan with its keys in another order, and one sync more.
export const plan = (records) =>
  honest(records).map(({ do: what, ...rest }) => ({ ...rest, do: what }));
