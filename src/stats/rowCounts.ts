import type { Groups } from '../table/groups.ts';

/**
 * How many rows each group has.
 *
 * @example rowCounts({ of: Uint32Array.of(0, 1, 1), count: 2 }) // [1, 2]
 */
export function rowCounts({ of, count }: Groups): Float64Array<ArrayBuffer> {
  const counts = new Float64Array(count);
  for (let row = 0; row < of.length; row++) counts[of[row]]++;
  return counts;
}
