/** What a number stands for: numbers that index the same arrays are of one sort. Cells of a union-find structure. */

/** Numbers of one meaning. What is known of them is at their root. */
export interface Sort {
  parent: Sort | undefined;
  /** Whether they are used as an index. */
  index: boolean;
  /** Whether they count something, so that a fraction would make no sense. */
  count: boolean;
}

/** A sort of which nothing else is known. */
export function newSort(use?: 'index' | 'count'): Sort {
  return { parent: undefined, index: use === 'index', count: use === 'count' };
}

/** What indexes an array of which nothing else is known. */
export function indexSort(): Sort {
  return newSort('index');
}

/** The cell that stands for all that were united with this one. */
export function rootOf(sort: Sort): Sort {
  let at = sort;
  while (at.parent) at = at.parent;
  if (sort !== at) sort.parent = at;
  return at;
}

/** Makes two sorts one. */
export function unite(a: Sort, b: Sort): void {
  const [to, from] = [rootOf(a), rootOf(b)];
  if (to === from) return;
  from.parent = to;
  to.index ||= from.index;
  to.count ||= from.count;
}
