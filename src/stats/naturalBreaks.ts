// Natural breaks by the package simple-statistics.
import { ckmeans } from 'simple-statistics';
import { roundToSignificant } from './significant.ts';

/**
 * The borders between the classes of sorted values that have the least squares around their means, the greatest border first: each half
 * way between two classes.
 *
 * Shape: n ascending values to one border less than classes. Unit: that of the values.
 * Degenerate: fewer distinct values than classes: each is a class of its own, and borders that are left over are the least value; no
 * values: NaN.
 * @source Fisher (1958), On grouping for maximum homogeneity; Wang and Song (2011), Ckmeans.1d.dp
 * @example naturalBreaksOf(Float64Array.of(1, 2, 8, 9, 20), 3) // [14.5, 5]
 */
export function naturalBreaksOf(sorted: Float64Array, classes: number): Float64Array {
  const borders = new Float64Array(classes - 1).fill(sorted[0] ?? NaN);
  const found = Math.min(classes, countDistinct(sorted));
  if (found < 2) return borders;
  // Typed for plain arrays, and it sorts them: a copy.
  const clusters = ckmeans(Array.from(sorted), found).reverse();
  for (let place = 0; place + 1 < clusters.length; place++) {
    const [upper, below] = [clusters[place][0], clusters[place + 1]];
    borders[place] = between(below[below.length - 1], upper);
  }
  return borders;
}

function countDistinct(sorted: Float64Array): number {
  let count = 0;
  for (let at = 0; at < sorted.length; at++) if (at === 0 || sorted[at] !== sorted[at - 1]) count++;
  return count;
}

/** Half way, but above the lower value also after rounding to the digits that grades compare. */
function between(lower: number, upper: number): number {
  const middle = lower / 2 + upper / 2;
  return roundToSignificant(middle) > lower ? middle : upper;
}
