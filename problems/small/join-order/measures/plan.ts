/** A tree of joins over tables. */
export type Plan =
  | { readonly table: string }
  | { readonly left: Plan; readonly right: Plan; readonly how: 'hash' | 'loop' };

/** The names at the leaves, from left to right. */
export function tablesIn(plan: Plan): string[] {
  return 'table' in plan ? [plan.table] : [...tablesIn(plan.left), ...tablesIn(plan.right)];
}
