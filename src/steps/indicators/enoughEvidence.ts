/**
 * Values that rest on at least so much evidence; the others become missing.
 *
 * Shape: n values, n counts of evidence to n values. Unit: that of the values.
 * Degenerate: missing evidence is not enough; nothing to remove: the same array.
 * @example enoughEvidence(Float64Array.of(1, 2), Float64Array.of(10, 9), 10) // [1, NaN]
 */
export function enoughEvidence(values: Float64Array, evidence: Float64Array, atLeast: number): Float64Array {
  let kept = values;
  for (let row = 0; row < values.length; row++) {
    if (evidence[row] >= atLeast || values[row] !== values[row]) continue;
    if (kept === values) kept = values.slice();
    kept[row] = NaN;
  }
  return kept;
}
