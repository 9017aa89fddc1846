/** Joins what looks best, again and again: where the search begins. */

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
    let best: { left: Part; right: Part; rows: number; rank: number } | undefined;
    for (const [left, right] of pairsOf(parts)) {
      const rows = rowsOf(left, right);
      const rank = rankOf(left.rows, right.rows, rows, left.names.size + right.names.size);
      if (!best || rank < best.rank) best = { left, right, rows, rank };
    }
    if (!best) break;
    const { left, right, rows } = best;
    const [big, small] = left.rows >= right.rows ? [left, right] : [right, left];
    const joined: Part = {
      plan: { left: big.plan, right: small.plan, how: howOf(big.rows, small.rows) },
      rows,
      names: new Set([...left.names, ...right.names]),
    };
    parts = [...parts.filter((part) => part !== left && part !== right), joined];
  }
  return parts[0].plan;

  function rowsOf(left: Part, right: Part): number {
    return joins
      .filter(
        ({ a, b }) =>
          (left.names.has(a) && right.names.has(b)) || (left.names.has(b) && right.names.has(a)),
      )
      .reduce((rows, { estimate }) => rows * estimate, left.rows * right.rows);
  }
}

function pairsOf(parts: readonly Part[]): [Part, Part][] {
  return parts.flatMap((left, i) => parts.slice(i + 1).map((right): [Part, Part] => [left, right]));
}

// EVOLVE-BLOCK-START
/** The lower, the sooner two parts are joined. */
function rankOf(leftRows: number, rightRows: number, rows: number, tables: number): number {
  return rows - 0.1 * (leftRows + rightRows) + tables;
}

/** How the larger part is joined with the smaller. */
function howOf(bigRows: number, smallRows: number): 'hash' | 'loop' {
  return smallRows < 100 && bigRows < 1_000 ? 'loop' : 'hash';
}
// EVOLVE-BLOCK-END
