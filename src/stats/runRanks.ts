// Ranks of the same units under many runs, such as one a weight vector: places found by distribution into memory that is used again.
import type { Groups } from '../table/groups.ts';
import { firstRows, orderByNumber } from '../table/order.ts';
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

/** Ranks the scores of one run, best first, into the table, and gives the ranks of that run. */
export type RankRun = (scores: Float64Array) => Uint32Array;

/** Insertions that a unit may cost on average before another way is taken. */
const MOST_MOVES = 16;
const NEAR = 1.1e-11;

/**
 * A ranker of n units in their groups: competition ranks ("1224"), scores compared at 12 significant digits.
 *
 * Shape: n scores to n ranks, in an array that the next call writes again. Unit: 1 is best.
 * Degenerate: a missing score has rank 0.
 * @source Knuth, The Art of Computer Programming 3, 5.2.5 (distribution by address) and 5.2.1 (insertion, for what shares a bucket)
 * @example Array.from(runRanker(oneGroup(3))(Float64Array.of(5, 9, 5))) // [2, 1, 2]
 */
export function runRanker({ of, count }: Groups): RankRun {
  const units = of.length;
  const rows = new Uint32Array(units);
  const sorted = new Float64Array(units);
  const ranks = new Uint32Array(units);
  const [places, lastRank] = [new Uint32Array(count), new Uint32Array(count)];
  const lastScore = new Float64Array(count);
  const coarseOrder = coarseSorter(units);
  return scores => {
    const present = coarseOrder(scores, rows);
    for (let at = 0; at < present; at++) sorted[at] = scores[rows[at]];
    if (!insertionSorted(sorted, rows, present)) byNumber(scores, rows, sorted);
    ranks.fill(0);
    places.fill(0);
    lastScore.fill(NaN);
    for (let at = 0; at < present; at++) {
      const unit = rows[at];
      const group = of[unit];
      const score = sorted[at];
      const place = ++places[group];
      if (!isTied(lastScore[group], score)) lastRank[group] = place;
      lastScore[group] = score;
      ranks[unit] = lastRank[group];
    }
    return ranks;
  };
}

const DIGIT_BITS = 11;
const DIGITS = 2 ** DIGIT_BITS;
const CODES = DIGITS * DIGITS;

/** Puts the units with a score best first, as far as four million steps of the same width tell; gives how many there are. */
function coarseSorter(units: number): (scores: Float64Array, rows: Uint32Array) => number {
  const codes = new Uint32Array(units);
  const byLow = new Uint32Array(units);
  // Two digits rather than one of their length: their counts stay in the nearest cache.
  const [low, high] = [new Uint32Array(DIGITS), new Uint32Array(DIGITS)];
  return (scores, rows) => {
    let [least, greatest] = [Infinity, -Infinity];
    for (let unit = 0; unit < scores.length; unit++) {
      const score = scores[unit];
      if (score < least) least = score;
      if (score > greatest) greatest = score;
    }
    const width = greatest - least;
    const scale = width > 0 && width < Infinity ? (CODES - 1) / width : 0;
    low.fill(0);
    high.fill(0);
    let present = 0;
    for (let unit = 0; unit < scores.length; unit++) {
      const score = scores[unit];
      if (score !== score) continue;
      // A product of an infinity and 0 is no number, which is step 0.
      const code = ((greatest - score) * scale) | 0;
      codes[unit] = code;
      low[code & (DIGITS - 1)]++;
      high[code >>> DIGIT_BITS]++;
      present++;
    }
    startsOf(low);
    startsOf(high);
    for (let unit = 0; unit < scores.length; unit++)
      if (scores[unit] === scores[unit]) byLow[low[codes[unit] & (DIGITS - 1)]++] = unit;
    for (let at = 0; at < present; at++) rows[high[codes[byLow[at]] >>> DIGIT_BITS]++] = byLow[at];
    return present;
  };
}

function startsOf(counts: Uint32Array): void {
  let sum = 0;
  for (let digit = 0; digit < counts.length; digit++) {
    const count = counts[digit];
    counts[digit] = sum;
    sum += count;
  }
}

/** Sorts what the coarse order left tied; gives up, with false, where scores lie so close that this would take long. */
function insertionSorted(sorted: Float64Array, rows: Uint32Array, present: number): boolean {
  let moves = 0;
  for (let at = 1; at < present; at++) {
    const score = sorted[at];
    if (!(sorted[at - 1] < score)) continue;
    const row = rows[at];
    let to = at;
    for (; to > 0 && sorted[to - 1] < score; to--) {
      sorted[to] = sorted[to - 1];
      rows[to] = rows[to - 1];
    }
    sorted[to] = score;
    rows[to] = row;
    moves += at - to;
    if (moves > MOST_MOVES * present) return false;
  }
  return true;
}

function byNumber(scores: Float64Array, rows: Uint32Array, sorted: Float64Array): void {
  rows.set(
    orderByNumber(
      firstRows(scores.length),
      scores.map(score => -score),
    ),
  );
  for (let at = 0; at < rows.length; at++) sorted[at] = scores[rows[at]];
}

/** Scores further apart than the coarsest step of 12 digits differ when rounded: most are never rounded. */
function isTied(before: number, score: number): boolean {
  if (!(before - score <= NEAR * Math.abs(before))) return false;
  return roundToSignificant(before) === roundToSignificant(score);
}
