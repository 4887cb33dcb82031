import { firstRows, orderByNumber } from '../../table/order.ts';

/**
 * The places of values in ascending order, 1 for the least; equal values share the mean of their places.
 *
 * Shape: n values to n places. Degenerate: a missing value has no place (NaN).
 * @source Kendall (1945), The treatment of ties in ranking problems
 * @example midRanks([30, 10, 30, NaN]) // [2.5, 1, 2.5, NaN]
 */
export function midRanks(values: ArrayLike<number>): Float64Array {
  const column = Float64Array.from(values);
  const order = orderByNumber(firstRows(column.length), column);
  const places = new Float64Array(column.length).fill(NaN);
  for (let first = 0; first < order.length;) {
    const value = column[order[first]];
    if (value !== value) break;
    let end = first + 1;
    while (end < order.length && column[order[end]] === value) end++;
    for (let at = first; at < end; at++) places[order[at]] = (first + 1 + end) / 2;
    first = end;
  }
  return places;
}
