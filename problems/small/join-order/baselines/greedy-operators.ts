/**
 * Joins the two parts whose result is smallest by the estimates, again and again.
 *
 * @see Fegaras 1998, "A New Heuristic for Optimizing Large Queries"
 */

type Plan = { table: string } | { left: Plan; right: Plan; how: 'hash' | 'loop' };
interface Query {
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  readonly joins: readonly { readonly a: string; readonly b: string; readonly estimate: number }[];
}
interface Part {
  readonly plan: Plan;
  readonly rows: number;
  readonly names: ReadonlySet<string>;
}

export function plan({ tables, joins }: Query): Plan {
  let parts: Part[] = tables.map(({ name, rows }) => ({
    plan: { table: name },
    rows,
    names: new Set([name]),
  }));
  while (parts.length > 1) {
    let best: { left: Part; right: Part; rows: number; joined: boolean } | undefined;
    for (const [left, right] of pairsOf(parts)) {
      const shares = joins.filter(
        ({ a, b }) =>
          (left.names.has(a) && right.names.has(b)) || (left.names.has(b) && right.names.has(a)),
      );
      const joined = shares.length > 0;
      const rows = shares.reduce((all, { estimate }) => all * estimate, left.rows * right.rows);
      const isBetter = !best || (joined === best.joined ? rows < best.rows : joined);
      if (isBetter) best = { left, right, rows, joined };
    }
    if (!best) break;
    const { left, right, rows } = best;
    const [big, small] = left.rows >= right.rows ? [left, right] : [right, left];
    const joined: Part = {
      plan: { left: big.plan, right: small.plan, how: 'hash' },
      rows,
      names: new Set([...left.names, ...right.names]),
    };
    parts = [...parts.filter((part) => part !== left && part !== right), joined];
  }
  return parts[0].plan;
}

function pairsOf(parts: readonly Part[]): [Part, Part][] {
  return parts.flatMap((left, i) => parts.slice(i + 1).map((right): [Part, Part] => [left, right]));
}
