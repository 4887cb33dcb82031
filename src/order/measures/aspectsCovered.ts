import type { Aspects } from '../aspects.ts';

/** How many aspects the beginning of a list covers, of how many there are. */
export interface Covered {
  readonly covered: number;
  readonly of: number;
}

/**
 * How many aspects the first so many rows of a list cover, such as the price bands on the first page, or its owners.
 *
 * Shape: the rows listed and the aspects of all rows, listed or not, to two counts.
 * Degenerate: no rows: 0 covered; no aspects: 0 of 0.
 * @source subtopic recall: Zhai, Cohen, Lafferty (2003), Beyond independent relevance
 * @example aspectsCovered(Uint32Array.of(0, 1, 2), aspectsOf([textColumn(['a', 'a', 'b'])], 3), 2) // { covered: 1, of: 2 }
 */
export function aspectsCovered(rows: Uint32Array, { starts, ids, count }: Aspects, depth: number): Covered {
  const isCovered = new Uint8Array(count);
  let covered = 0;
  for (let place = 0; place < Math.min(rows.length, depth); place++) {
    for (let at = starts[rows[place]]; at < starts[rows[place] + 1]; at++) {
      covered += 1 - isCovered[ids[at]];
      isCovered[ids[at]] = 1;
    }
  }
  return { covered, of: count };
}
