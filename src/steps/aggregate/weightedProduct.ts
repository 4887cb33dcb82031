import type { CountedParts } from './rowScores.ts';
import type { Place } from './scale.ts';

/**
 * The weighted geometric mean of the placed parts of a row; a place of 0 or below gives 0.
 *
 * @example weightedProduct({ count: 2, value: [4, 9], weight: [0.5, 0.5] }, (row, at) => row.value[at]) // 6
 */
export function weightedProduct(row: CountedParts, place: Place): number {
  let logs = 0;
  for (let at = 0; at < row.count; at++) logs += row.weight[at] * Math.log(Math.max(place(row, at), 0));
  return Math.exp(logs);
}
