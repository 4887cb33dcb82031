/**
 * Weights with 0 where nothing was learned: a group without values for the part.
 *
 * Shape: n numbers to n numbers.
 * @example zeroWhereMissing(Float64Array.of(2, NaN)) // [2, 0]
 */
export function zeroWhereMissing(weights: Float64Array): Float64Array {
  return weights.map(weight => (weight === weight ? weight : 0));
}
