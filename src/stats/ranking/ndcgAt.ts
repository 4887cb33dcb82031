// Discounted cumulative gain of a list over that of the best list there could be, in its two published forms.

/**
 * Normalized discounted cumulative gain at a depth with linear gain: relevance divided by the logarithm to base 2 of the place plus 1, over
 * the same for the best possible order of all judged items.
 *
 * Shape: the relevance of the listed items, best place first, and that of all items that were judged, listed or not, to one number.
 * Unit: 0 to 1.
 * Degenerate: missing (not judged) and negative relevance gain nothing; nothing relevant at all, or a depth of 0: NaN; an empty list: 0.
 * @source Järvelin and Kekäläinen (2002), Cumulated gain-based evaluation of IR techniques
 * @example ndcgAt([1, 3], [3, 1, 0], 2) // (1 + 3 / Math.log2(3)) / (3 + 1 / Math.log2(3))
 */
export function ndcgAt(listed: ArrayLike<number>, judged: ArrayLike<number>, depth: number): number {
  return overIdeal(listed, judged, depth, relevance => relevance);
}

/**
 * Normalized discounted cumulative gain at a depth with the gain 2^relevance - 1, which favours the highest grades.
 *
 * Shape: the relevance of the listed items, best place first, and that of all items that were judged, listed or not, to one number.
 * Unit: 0 to 1.
 * Degenerate: missing (not judged) and negative relevance gain nothing; nothing relevant at all, or a depth of 0: NaN; an empty list: 0.
 * @source Burges et al. (2005), Learning to rank using gradient descent
 * @example ndcgBurgesAt([1, 2], [2, 1, 0], 2) // (1 + 3 / Math.log2(3)) / (3 + 1 / Math.log2(3))
 */
export function ndcgBurgesAt(listed: ArrayLike<number>, judged: ArrayLike<number>, depth: number): number {
  return overIdeal(listed, judged, depth, relevance => 2 ** relevance - 1);
}

function overIdeal(
  listed: ArrayLike<number>,
  judged: ArrayLike<number>,
  depth: number,
  gainOf: (relevance: number) => number,
): number {
  const best = gains(judged, gainOf).sort().reverse();
  return discounted(gains(listed, gainOf), depth) / discounted(best, depth);
}

function gains(relevance: ArrayLike<number>, gainOf: (relevance: number) => number): Float64Array {
  return Float64Array.from(relevance, each => (each > 0 ? gainOf(each) : 0));
}

function discounted(gain: Float64Array, depth: number): number {
  let sum = 0;
  for (let place = 0; place < Math.min(depth, gain.length); place++) sum += gain[place] / Math.log2(place + 2);
  return sum;
}
