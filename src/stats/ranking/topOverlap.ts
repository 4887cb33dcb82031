/**
 * The share of the first places of two lists that the same items hold, in whatever order.
 *
 * Shape: two lists of items, best first, and how many places to look at, to one number. Unit: 0 (none) to 1 (all).
 * Degenerate: a list that ends earlier is taken as it is: the share is of the longer one, at most `depth`; both empty, or no depth: NaN.
 * @source Fagin, Kumar and Sivakumar (2003), Comparing top k lists: the overlap of the two sets
 * @example topOverlap(['a', 'b', 'c'], ['b', 'd', 'a'], 2) // 0.5
 */
export function topOverlap<Item>(first: readonly Item[], second: readonly Item[], depth: number): number {
  const top = new Set(first.slice(0, Math.max(0, depth)));
  const other = new Set(second.slice(0, Math.max(0, depth)));
  let common = 0;
  for (const item of other) if (top.has(item)) common++;
  return common / Math.max(top.size, other.size);
}
