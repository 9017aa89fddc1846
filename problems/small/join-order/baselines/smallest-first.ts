/** One table after the other, the smallest that is joined with what there is already. */

type Plan = { table: string } | { left: Plan; right: Plan; how: 'hash' | 'loop' };
interface Query {
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  readonly joins: readonly { readonly a: string; readonly b: string }[];
}

export function plan({ tables, joins }: Query): Plan {
  const left = tables.toSorted((a, b) => a.rows - b.rows);
  const [first] = left.splice(0, 1);
  const names = new Set([first.name]);
  let made: Plan = { table: first.name };
  while (left.length > 0) {
    const found = left.findIndex(({ name }) =>
      joins.some(({ a, b }) => (a === name && names.has(b)) || (b === name && names.has(a))),
    );
    const [{ name }] = left.splice(Math.max(0, found), 1);
    names.add(name);
    made = { left: { table: name }, right: made, how: 'hash' };
  }
  return made;
}
