/**
 * The Gini coefficient of sorted values: Σ Σ |x - y| / (2 n² mean), 0 when all are equal, near 1 when one has all.
 *
 * Shape: n ascending values to one number from 0 to 1 - 1/n.
 * Degenerate: no values, a negative one, or a sum of 0: 0.
 * @source Gini (1912), Variabilità e mutabilità; Sen (1973), On Economic Inequality, chapter 2
 * @example giniCoefficient(Float64Array.of(0, 0, 0, 4)) // 0.75
 */
export function giniCoefficient(sorted: Float64Array): number {
  const count = sorted.length;
  if (count === 0 || sorted[0] < 0) return 0;
  let differences = 0;
  let sum = sorted[0];
  for (let at = 1; at < count; at++) {
    // A step between neighbors stands once for every pair astride of it: n log n with the sort, not all pairs.
    differences += at * (count - at) * (sorted[at] - sorted[at - 1]);
    sum += sorted[at];
  }
  return sum > 0 ? differences / (count * sum) : 0;
}
