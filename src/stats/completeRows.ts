/**
 * The rows in which no column is missing.
 *
 * Shape: p columns of n values to p columns of as many as are complete.
 * @example completeRows([Float64Array.of(1, NaN, 3), Float64Array.of(4, 5, 6)])[1] // [4, 6]
 */
export function completeRows(columns: readonly Float64Array[]): Float64Array[] {
  const [first = new Float64Array(0)] = columns;
  const rows = Uint32Array.from(first.keys()).filter(row => columns.every(values => values[row] === values[row]));
  return columns.map(values => Float64Array.from(rows, row => values[row]));
}
