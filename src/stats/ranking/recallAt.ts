import { countRelevant } from './precisionAt.ts';

/**
 * Recall at a depth: the share of all relevant items that stands in the first places.
 *
 * Shape: the relevance of the listed items, best place first, and that of all items that were judged, listed or not, to one number.
 * Unit: 0 to 1; relevant is what has `atLeast` that relevance.
 * Degenerate: missing relevance (not judged) is not relevant; nothing relevant at all: NaN; an empty list: 0.
 * @source Manning, Raghavan and Schütze (2008), Introduction to Information Retrieval, chapter 8
 * @example recallAt([3, 0, 1, 0], [3, 1, 1, 1, 0], 3) // 0.5
 */
export function recallAt(listed: ArrayLike<number>, judged: ArrayLike<number>, depth: number, atLeast = 1): number {
  return countRelevant(listed, depth, atLeast) / countRelevant(judged, judged.length, atLeast);
}
