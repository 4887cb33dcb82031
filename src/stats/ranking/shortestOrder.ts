/**
 * The order of a few items in which the margins of those before over those behind sum to the most: dynamic programming over which items
 * come first. Time 2^n · n², space 2^n.
 *
 * Shape: n items, at most 24, and how much one should rather stand before another (the other way round: the negative) to the items in order.
 * Degenerate: of several best orders the one whose first items stand first in the order given; no items: none.
 * @source Held and Karp (1962), A dynamic programming approach to sequencing problems
 * @example shortestOrder(Uint32Array.of(0, 1, 2), (item, other) => item - other) // [2, 1, 0]
 */
export function shortestOrder(items: Uint32Array, margin: (item: number, other: number) => number): Uint32Array {
  const count = items.length;
  const margins = Array.from(items, item => Float64Array.from(items, other => margin(item, other)));
  const all = 2 ** count - 1;
  // What the items outside of a set can still reach, when those in it come first.
  const reach = new Float64Array(all + 1);
  const next = new Uint8Array(all + 1);
  for (let set = all - 1; set >= 0; set--) {
    let most = -Infinity;
    for (let item = 0; item < count; item++) {
      if (hasItem(set, item)) continue;
      const sum = reach[set + 2 ** item] + lead(margins[item], set);
      if (sum <= most) continue;
      most = sum;
      next[set] = item;
    }
    reach[set] = most;
  }
  const order = new Uint32Array(count);
  for (let at = 0, set = 0; at < count; at++, set += 2 ** next[set]) order[at] = items[next[set]];
  return order;
}

/** How much an item gains by standing before all others outside of a set; its margin over itself is 0. */
function lead(margins: Float64Array, set: number): number {
  let sum = 0;
  for (let other = 0; other < margins.length; other++) if (!hasItem(set, other)) sum += margins[other];
  return sum;
}

function hasItem(set: number, item: number): boolean {
  return ((set >>> item) & 1) === 1;
}
