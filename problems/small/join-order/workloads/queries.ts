import type { Rng } from 'barbican';

/** What the program is asked. */
interface Query {
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  readonly joins: readonly { readonly a: string; readonly b: string; readonly estimate: number }[];
}

/** A query with what only the judge knows. */
export interface World {
  readonly query: Query;
  /** Shares of matching pairs of rows, by join. */
  readonly truth: readonly number[];
  /** Whether the estimates differ from them. */
  readonly isEstimated: boolean;
}

interface QueryParams {
  readonly tables: number;
  readonly shape: 'chain' | 'star' | 'tangle';
  /** Standard deviation of the estimates' error, in powers of ten. */
  readonly misestimate: number;
}

/** Draws a query. Pure in its arguments. */
export function drawQuery({ tables: count, shape, misestimate }: QueryParams, rng: Rng): World {
  const names = drawNames(count, rng);
  const tables = names.map((name) => ({ name, rows: Math.round(10 ** (1 + 5 * rng.next())) }));
  const pairs = pairsOf(shape, count, rng);
  // Some rows of the larger table for each of the smaller.
  const truth = pairs.map(
    ([i, j]) => 10 ** (0.5 + 0.8 * rng.normal()) / Math.max(tables[i].rows, tables[j].rows),
  );
  const joins = pairs.map(([i, j], at) => ({
    a: names[i],
    b: names[j],
    estimate: Math.min(1, truth[at] * 10 ** (misestimate * rng.normal())),
  }));
  return {
    query: { tables, joins },
    truth: truth.map((share) => Math.min(1, share)),
    isEstimated: misestimate > 0,
  };
}

/** The same query with other names. */
export function rename(world: World, rng: Rng): World {
  const { tables, joins } = world.query;
  const names = drawNames(tables.length, rng);
  const named = new Map(tables.map(({ name }, i) => [name, names[i]]));
  return {
    ...world,
    query: {
      tables: tables.map((table, i) => ({ ...table, name: names[i] })),
      joins: joins.map((join) => ({
        ...join,
        a: named.get(join.a) ?? '',
        b: named.get(join.b) ?? '',
      })),
    },
  };
}

function drawNames(count: number, rng: Rng): string[] {
  const names = new Set<string>();
  while (names.size < count) names.add(`t${rng.int(1_000, 9_999)}`);
  return [...names];
}

function pairsOf(shape: QueryParams['shape'], count: number, rng: Rng): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 1; i < count; i++) {
    const j = shape === 'chain' ? i - 1 : shape === 'star' ? 0 : rng.int(0, i - 1);
    pairs.push([j, i]);
    // A tangle has circles.
    if (shape === 'tangle' && i > 2 && rng.next() < 0.4) pairs.push([(j + 1) % i, i]);
  }
  return pairs;
}
