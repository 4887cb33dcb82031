/** One value that was drawn in. */
export interface TreatedPoint {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The values that the treatment of outliers changed.
 *
 * Shape: n values before and after to one entry a changed value, in the order of the rows; of a group whose logarithm was taken, all.
 * Degenerate: missing values are never changed.
 * @example treatedPoints(Float64Array.of(1, NaN, 9), Float64Array.of(1, NaN, 4)) // [{ row: 2, from: 9, to: 4 }]
 */
export function treatedPoints(before: Float64Array, after: Float64Array): TreatedPoint[] {
  const points: TreatedPoint[] = [];
  if (before === after) return points;
  for (let row = 0; row < before.length; row++) {
    const [from, to] = [before[row], after[row]];
    if (from === from && from !== to) points.push({ row, from, to });
  }
  return points;
}
