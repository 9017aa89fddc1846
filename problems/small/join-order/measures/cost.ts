import type { World } from '../workloads/queries.ts';
import type { Plan } from './plan.ts';

const ROWS_PER_PAGE = 100;
const MEMORY_PAGES = 1_000;
const LOOP_PAGES = 100;
/** Above this a plan is as bad as any; so that no number is infinite. */
const WORST = 1e300;

/** What a plan reads and writes, in pages, by the true shares of matching rows. Tables are not asked for twice. */
export function costOf(world: World, plan: Plan): number {
  const index = new Map(world.query.tables.map(({ name }, i) => [name, i]));
  const visit = (part: Plan): { tables: readonly number[]; cost: number } => {
    if ('table' in part) return { tables: [index.get(part.table) ?? 0], cost: 0 };
    const [left, right] = [visit(part.left), visit(part.right)];
    const tables = [...left.tables, ...right.tables];
    const pages = [left.tables, right.tables, tables].map((some) => pagesOf(world, some));
    return { tables, cost: left.cost + right.cost + joinCost(part.how, pages) };
  };
  return Math.min(WORST, visit(plan).cost);
}

/** Pages that one join reads and writes, given those of its left and right side and of its result. */
export function joinCost(how: 'hash' | 'loop', pages: readonly number[]): number {
  const [left, right, result] = pages;
  const reads =
    how === 'loop'
      ? left + right * Math.ceil(left / LOOP_PAGES)
      : (left + right) * (right > MEMORY_PAGES ? 3 : 1);
  return reads + result;
}

/** Pages of the join of some tables, whichever way it is made; at least one. */
export function pagesOf({ query, truth }: World, tables: readonly number[]): number {
  const names = new Set(tables.map((i) => query.tables[i].name));
  let rows = tables.reduce((product, i) => product * query.tables[i].rows, 1);
  for (const [i, { a, b }] of query.joins.entries())
    if (names.has(a) && names.has(b)) rows *= truth[i];
  return Math.max(1, Math.ceil(rows / ROWS_PER_PAGE));
}
