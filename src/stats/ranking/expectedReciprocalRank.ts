/**
 * Expected reciprocal rank: one over the place at which a reader who goes down the list stops, on average. An item of relevance g satisfies
 * the reader with probability (2^g - 1) / 2^greatest.
 *
 * Shape: the relevance of the listed items, best place first, and the greatest relevance of the scale, to one number. Unit: 0 to below 1.
 * Degenerate: missing (not judged) and negative relevance never satisfy, relevance above the greatest counts as the greatest; an empty
 * list: 0.
 * @source Chapelle, Metzler, Zhang and Grinspan (2009), Expected reciprocal rank for graded relevance
 * @example expectedReciprocalRank([1, 1], 2, 1) // 1 / 2 + 1 / 8
 */
export function expectedReciprocalRank(listed: ArrayLike<number>, depth: number, greatest: number): number {
  let goesOn = 1;
  let expected = 0;
  for (let place = 0; place < Math.min(depth, listed.length); place++) {
    const relevance = listed[place] > 0 ? Math.min(listed[place], greatest) : 0;
    const satisfies = (2 ** relevance - 1) / 2 ** greatest;
    expected += (goesOn * satisfies) / (place + 1);
    goesOn *= 1 - satisfies;
  }
  return expected;
}
