// Average precision of one list, and its mean over several.
import { countRelevant } from './precisionAt.ts';

/** A list and what was judged for it. */
export interface JudgedList {
  /** The relevance of the listed items, best place first. */
  readonly listed: ArrayLike<number>;
  /** The relevance of all items that were judged, listed or not. */
  readonly judged: ArrayLike<number>;
}

/**
 * Average precision: the precision at the place of each relevant item within the depth, summed, over the count of all relevant items.
 *
 * Shape: a judged list to one number. Unit: 0 to 1; relevant is what has `atLeast` that relevance.
 * Degenerate: missing relevance (not judged) is not relevant; nothing relevant at all: NaN; an empty list: 0.
 * @source Buckley and Voorhees (2000), Evaluating evaluation measure stability; trec_eval `map`, `map_cut`
 * @example averagePrecision({ listed: [1, 0, 1], judged: [1, 1] }) // (1 + 2 / 3) / 2
 */
export function averagePrecision({ listed, judged }: JudgedList, depth = Infinity, atLeast = 1): number {
  let found = 0;
  let sum = 0;
  for (let place = 0; place < Math.min(depth, listed.length); place++) {
    if (listed[place] >= atLeast) sum += ++found / (place + 1);
  }
  return sum / countRelevant(judged, judged.length, atLeast);
}

/**
 * Mean average precision over several lists.
 *
 * Shape: m judged lists to one number. Unit: 0 to 1.
 * Degenerate: lists for which nothing is relevant are left out; none left: NaN.
 * @source trec_eval `map`: the mean over the queries that have relevant items
 * @example meanAveragePrecision([{ listed: [1, 0], judged: [1] }, { listed: [0, 1], judged: [1] }]) // 0.75
 */
export function meanAveragePrecision(lists: readonly JudgedList[], depth = Infinity, atLeast = 1): number {
  const known = lists.map(each => averagePrecision(each, depth, atLeast)).filter(each => !Number.isNaN(each));
  return known.reduce((sum, each) => sum + each, 0) / known.length;
}
