// A page that was asked for once leaves before one that was asked for twice.
export function start({ pages }) {
  const [once, often] = [new Set(), new Set()];
  return ({ page, hit, full }) => {
    let evict = null;
    if (full) {
      const from = once.size > pages / 4 || often.size === 0 ? once : often;
      [evict] = from;
      from.delete(evict);
    }
    if (hit) {
      once.delete(page);
      often.delete(page);
      often.add(page);
    } else once.add(page);
    return { evict };
  };
}
