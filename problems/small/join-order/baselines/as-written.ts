/** One table after the other, in the order of the query. */

type Plan = { table: string } | { left: Plan; right: Plan; how: 'hash' | 'loop' };

export function plan({ tables }: { tables: readonly { readonly name: string }[] }): Plan {
  const [first, ...others] = tables.map(({ name }): Plan => ({ table: name }));
  return others.reduce((left: Plan, right) => ({ left, right, how: 'hash' }), first);
}
