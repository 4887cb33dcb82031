/**
 * Precision at a depth: the share of the first places that relevant items hold; places that a short list leaves empty count as not relevant.
 *
 * Shape: the relevance of the listed items, best place first, to one number. Unit: 0 to 1; relevant is what has `atLeast` that relevance.
 * Degenerate: missing relevance (not judged) is not relevant; an empty list: 0; a depth of 0: NaN.
 * @source Manning, Raghavan and Schütze (2008), Introduction to Information Retrieval, chapter 8
 * @example precisionAt([3, 0, 1, 0], 2) // 0.5
 */
export function precisionAt(listed: ArrayLike<number>, depth: number, atLeast = 1): number {
  return countRelevant(listed, depth, atLeast) / depth;
}

/**
 * How many of the first items are relevant.
 *
 * @example countRelevant([3, 0, 1, NaN], 4, 1) // 2
 */
export function countRelevant(listed: ArrayLike<number>, depth: number, atLeast: number): number {
  let count = 0;
  for (let place = 0; place < Math.min(depth, listed.length); place++) if (listed[place] >= atLeast) count++;
  return count;
}
