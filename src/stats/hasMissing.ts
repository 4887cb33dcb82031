/**
 * Whether any value is missing; one look ahead lets most loops do without asking at every row.
 *
 * @example hasMissing(Float64Array.of(1, NaN)) // true
 */
export function hasMissing(values: Float64Array): boolean {
  const even = values.length - (values.length % 4);
  for (let row = 0; row < even; row += 4) {
    // Four at once cost one question: a missing one makes the sum missing (as opposite infinities do, hence the second look).
    const sum = values[row] + values[row + 1] + values[row + 2] + values[row + 3];
    if (sum !== sum && values.subarray(row, row + 4).some(Number.isNaN)) return true;
  }
  return values.subarray(even).some(Number.isNaN);
}
