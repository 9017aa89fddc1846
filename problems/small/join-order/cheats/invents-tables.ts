/** Plans over tables of its own, which are small. */
type Plan = { table: string } | { left: Plan; right: Plan; how: 'hash' };

export function plan({ tables }: { tables: readonly unknown[] }): Plan {
  const [first, ...others] = tables.map((_, i): Plan => ({ table: `small${i}` }));
  return others.reduce((left: Plan, right) => ({ left, right, how: 'hash' }), first);
}
