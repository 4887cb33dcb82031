/**
 * The sum of the first values, for every number of them: one entry more than values.
 *
 * @example runningSums(Float64Array.of(2, 3)) // [0, 2, 5]
 */
export function runningSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let at = 0; at < values.length; at++) sums[at + 1] = sums[at] + values[at];
  return sums;
}
