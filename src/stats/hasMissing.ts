/**
 * Whether any value is missing; one look ahead lets most loops do without asking at every row.
 *
 * @example hasMissing(Float64Array.of(1, NaN)) // true
 */
export function hasMissing(values: Float64Array): boolean {
  for (let row = 0; row < values.length; row++) if (values[row] !== values[row]) return true;
  return false;
}
