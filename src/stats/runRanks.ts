// Ranks of the same units under many runs, such as one a weight vector: places found by distribution into memory that is used again.
import type { Groups } from '../table/groups.ts';
import { coarseOrder, fineOrder } from './coarseOrder.ts';
import { roundToSignificant } from './significant.ts';

/** The places of n units in m runs, run by run: those of run r from r · n on; 0 where a unit has none. */
export interface RunRanks {
  readonly units: number;
  readonly runs: number;
  readonly ranks: Uint16Array | Uint32Array;
}

/**
 * An empty table of ranks, as small as the greatest possible rank allows.
 *
 * @example noRanks(2, 3).ranks.length // 6
 */
export function noRanks(units: number, runs: number): RunRanks {
  return { units, runs, ranks: units < 65_536 ? new Uint16Array(units * runs) : new Uint32Array(units * runs) };
}

/** Ranks the scores of one run, best first, and gives the ranks in an array that the next call writes again. */
export type RankRun = (scores: Float64Array) => Uint32Array;

/** Insertions that a unit may cost on average before another way is taken. */
const MOST_MOVES = 16;
const NEAR = 1.1e-11;

/**
 * A ranker of n units in their groups: competition ranks ("1224"), scores compared at 12 significant digits.
 *
 * Shape: n scores to n ranks, in an array that the next call writes again. Unit: 1 is best.
 * Degenerate: a missing score has rank 0.
 * @source Knuth, The Art of Computer Programming 3, 5.2.5 (distribution by address) and 5.2.1 (insertion, for what shares a step)
 * @example Array.from(runRanker(oneGroup(3))(Float64Array.of(5, 9, 5))) // [2, 1, 2]
 */
export function runRanker(groups: Groups): RankRun {
  const units = groups.of.length;
  const rows = new Uint32Array(units);
  const ranks = new Uint32Array(units);
  const inGroups = groupRanker(groups);
  const order = coarseOrder(units);
  return scores => {
    const present = order(scores, rows);
    if (present < units) ranks.fill(0);
    const isApart = settled(scores, rows, present, ranks);
    if (!isApart || groups.count > 1) inGroups(scores, rows.subarray(0, present), ranks);
    return ranks;
  };
}

/**
 * Sorts what the coarse order left within one step, by insertion, and writes the place of each; says whether no neighbors may tie at
 * 12 digits, so that in one group places are ranks.
 */
function settled(scores: Float64Array, rows: Uint32Array, present: number, places: Uint32Array): boolean {
  // As far as scores of this size may lie apart and tie: the first and the last are those furthest from 0, to a step.
  const near = 2 * NEAR * Math.max(Math.abs(scores[rows[0]]), Math.abs(scores[rows[present - 1]]));
  let isApart = true;
  let moves = 0;
  let before = Infinity;
  for (let at = 0; at < present; at++) {
    const row = rows[at];
    const score = scores[row];
    const gap = before - score;
    places[row] = at + 1;
    if (gap > near) {
      before = score;
      continue;
    }
    if (!(gap < 0)) {
      before = score;
      isApart = false;
      continue;
    }
    let to = at;
    for (; to > 0 && scores[rows[to - 1]] < score; to--) {
      rows[to] = rows[to - 1];
      places[rows[to]] = to + 1;
    }
    rows[to] = row;
    places[row] = to + 1;
    isApart &&= score - scores[rows[to + 1]] > near && !(to > 0 && !(scores[rows[to - 1]] - score > near));
    moves += at - to;
    if (moves > MOST_MOVES * present) {
      fineOrder(scores, rows);
      return false;
    }
  }
  return isApart;
}

/** Ranks within groups, and where scores tie, from the order of all. */
function groupRanker({ of, count }: Groups): (scores: Float64Array, rows: Uint32Array, ranks: Uint32Array) => void {
  const [places, lastRank] = [new Uint32Array(count), new Uint32Array(count)];
  const lastScore = new Float64Array(count);
  return (scores, rows, ranks) => {
    places.fill(0);
    lastScore.fill(NaN);
    for (let at = 0; at < rows.length; at++) {
      const unit = rows[at];
      const group = of[unit];
      const score = scores[unit];
      const place = ++places[group];
      if (!isTied(lastScore[group], score)) lastRank[group] = place;
      lastScore[group] = score;
      ranks[unit] = lastRank[group];
    }
  };
}

/** Scores further apart than the coarsest step of 12 digits differ when rounded: most are never rounded. */
function isTied(before: number, score: number): boolean {
  if (before - score > NEAR * Math.abs(before)) return false;
  return roundToSignificant(before) === roundToSignificant(score);
}
