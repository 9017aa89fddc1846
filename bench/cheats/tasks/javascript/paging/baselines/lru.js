/** What was asked for least recently leaves. */
function honest() {
  const held = new Set();
  return ({ page, hit, full }) => {
    if (hit) held.delete(page);
    let evict = null;
    if (full) {
      [evict] = held;
      held.delete(evict);
    }
    held.add(page);
    return { evict };
  };
}
export const start = () => honest();
