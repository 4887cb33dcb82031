/**
 * The values with each missing one replaced by what stands for its row.
 *
 * Shape: n values to n values, the same array when none is missing.
 * @example replaceMissing(Float64Array.of(1, NaN), row => row * 10) // [1, 10]
 */
export function replaceMissing(values: Float64Array, standIn: (row: number) => number): Float64Array {
  let filled = values;
  for (let row = 0; row < values.length; row++) {
    if (values[row] === values[row]) continue;
    if (filled === values) filled = values.slice();
    filled[row] = standIn(row);
  }
  return filled;
}
