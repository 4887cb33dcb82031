import { firstRows, orderByNumber } from '../../table/order.ts';
import { bothPresent } from './bothPresent.ts';

/**
 * Kendall's tau-b: pairs of items in the same order in both columns less those in opposite order, over the pairs that tie in neither,
 * as a geometric mean of the two columns. Time: n log n.
 *
 * Shape: two columns of ranks or scores to one number. Unit: -1 (reversed) to 1 (the same order).
 * Degenerate: an item missing in one column is left out; fewer than two items, or a column of equal values: there is no order to compare, NaN.
 * @throws invalid_argument when the columns differ in length
 * @source Kendall (1945), The treatment of ties in ranking problems; Knight (1966), A computer method for calculating Kendall's tau
 * @example kendallTauB([1, 2, 3, 4], [1, 3, 2, 4]) // 2 / 3
 */
export function kendallTauB(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const { first, second } = bothPresent(x, y);
  const order = orderByNumber(orderByNumber(firstRows(first.length), second), first);
  const [byFirst, along] = [first, second].map(column => Float64Array.from(order, row => column[row]));
  const tiedInFirst = tiedPairs(byFirst.length, (a, b) => byFirst[a] === byFirst[b]);
  const tiedInBoth = tiedPairs(byFirst.length, (a, b) => byFirst[a] === byFirst[b] && along[a] === along[b]);
  const { inversions, sorted } = countInversions(along);
  const tiedInSecond = tiedPairs(sorted.length, (a, b) => sorted[a] === sorted[b]);
  const pairs = (first.length * (first.length - 1)) / 2;
  const agreement = pairs - tiedInFirst - tiedInSecond + tiedInBoth - 2 * inversions;
  return agreement / Math.sqrt((pairs - tiedInFirst) * (pairs - tiedInSecond));
}

/** How many pairs lie inside of runs of neighbours that are alike. */
function tiedPairs(count: number, areAlike: (a: number, b: number) => boolean): number {
  let pairs = 0;
  let run = 0;
  for (let at = 1; at < count; at++) {
    run = areAlike(at - 1, at) ? run + 1 : 0;
    pairs += run;
  }
  return pairs;
}

/** How many pairs stand in falling order, counted while sorting. */
function countInversions(values: Float64Array): { readonly inversions: number; readonly sorted: Float64Array } {
  let inversions = 0;
  let from = values.slice();
  let to = new Float64Array(values.length);
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const middle = Math.min(start + width, values.length);
      const end = Math.min(start + 2 * width, values.length);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        if (left < middle && (right >= end || from[left] <= from[right])) to[at] = from[left++];
        else {
          inversions += middle - left;
          to[at] = from[right++];
        }
      }
    }
    [from, to] = [to, from];
  }
  return { inversions, sorted: from };
}
