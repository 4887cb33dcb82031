import { RatingError } from '../../errors/ratingError.ts';

/**
 * Rank-biased overlap of two lists, extrapolated from what is seen: the mean share of items in common over all depths, each depth
 * weighing `persistence` times as much as the one before. The lists may differ in length and in items.
 *
 * Shape: two lists of items, best first, to one number. Unit: 0 (nothing in common) to 1 (the same list); persistence between 0 and 1.
 * Degenerate: an item listed again counts at its first place; one list empty: 0; both: NaN.
 * @throws invalid_argument when the persistence is not between 0 and 1
 * @source Webber, Moffat and Zobel (2010), A similarity measure for indefinite rankings, equation 32
 * @example rankBiasedOverlap(['a', 'b', 'c'], ['a', 'c', 'b'], 0.5) // 0.875
 */
export function rankBiasedOverlap<Item>(first: readonly Item[], second: readonly Item[], persistence: number): number {
  if (!(persistence > 0 && persistence < 1)) {
    throw new RatingError('invalid_argument', ['persistence'], `must lie between 0 and 1, not ${persistence}`);
  }
  const [short, long] = [[...new Set(first)], [...new Set(second)]].sort((a, b) => a.length - b.length);
  if (long.length === 0) return NaN;
  const seen = new Set<Item>();
  let common = 0;
  let commonInShort = 0;
  let weight = 1;
  let sum = 0;
  for (let depth = 1; depth <= long.length; depth++) {
    weight *= persistence;
    const added = depth <= short.length ? [short[depth - 1], long[depth - 1]] : [long[depth - 1]];
    for (const item of added) {
      // Both lists hold each item once, so the second time it is in common.
      if (seen.has(item)) common++;
      seen.add(item);
    }
    if (depth <= short.length) commonInShort = common;
    // Beyond its end the short list is taken to go on agreeing as it did.
    const agreed = depth <= short.length ? 0 : (commonInShort * (depth - short.length)) / nonZero(short.length);
    sum += (weight * (common + agreed)) / depth;
  }
  const atEnd = (common - commonInShort) / long.length + commonInShort / nonZero(short.length);
  return ((1 - persistence) / persistence) * sum + atEnd * weight;
}

/** Nothing divided by no items is nothing. */
function nonZero(count: number): number {
  return count === 0 ? 1 : count;
}
