// Reciprocal rank of one list, and its mean over several.

/**
 * Reciprocal rank: one over the place of the first relevant item within the depth.
 *
 * Shape: the relevance of the listed items, best place first, to one number. Unit: 0 to 1; relevant is what has `atLeast` that relevance.
 * Degenerate: missing relevance (not judged) is not relevant; no relevant item in the list: 0.
 * @source Voorhees (1999), The TREC-8 Question Answering Track Report
 * @example reciprocalRank([0, 0, 2, 3]) // 1 / 3
 */
export function reciprocalRank(listed: ArrayLike<number>, depth = Infinity, atLeast = 1): number {
  for (let place = 0; place < Math.min(depth, listed.length); place++) {
    if (listed[place] >= atLeast) return 1 / (place + 1);
  }
  return 0;
}

/**
 * Mean reciprocal rank over several lists.
 *
 * Shape: m lists to one number. Unit: 0 to 1. Degenerate: no lists: NaN.
 * @source Voorhees (1999), The TREC-8 Question Answering Track Report
 * @example meanReciprocalRank([[1, 0], [0, 1]]) // 0.75
 */
export function meanReciprocalRank(lists: readonly ArrayLike<number>[], depth = Infinity, atLeast = 1): number {
  return lists.reduce((sum, listed) => sum + reciprocalRank(listed, depth, atLeast), 0) / lists.length;
}
