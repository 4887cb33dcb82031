// Ranks of the same units under many runs, such as one a weight vector: places found by distribution into memory that is used again.
import type { Groups } from '../table/groups.ts';
import { firstRows, orderByNumber } from '../table/order.ts';
import { roundToSignificant } from './significant.ts';

/** The places of n units in m runs, unit by unit: those of unit u from u · m on; 0 where a unit has none. */
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

const RUNS_TOGETHER = 16;

/**
 * Writes the ranks of runs into a table, sixteen runs at a time: one by one they would each touch as many places of memory as there are
 * units, which took a third of a Monte Carlo.
 *
 * @example rankStore(noRanks(2, 3)).end() // undefined
 */
export function rankStore({ units, runs, ranks }: RunRanks): {
  readonly add: (run: number, own: Uint32Array) => void;
  readonly end: () => void;
} {
  const waiting: number[] = [];
  const together = ranks instanceof Uint16Array ? new Uint16Array(units * RUNS_TOGETHER) : new Uint32Array(units * RUNS_TOGETHER); // prettier-ignore
  const end = (): void => {
    const places = Uint32Array.from(waiting);
    for (let unit = 0; unit < units; unit++) {
      for (let at = 0; at < places.length; at++) ranks[unit * runs + places[at]] = together[unit * RUNS_TOGETHER + at];
    }
    waiting.length = 0;
  };
  return {
    add(run, own) {
      for (let unit = 0, at = waiting.length; unit < units; unit++, at += RUNS_TOGETHER) together[at] = own[unit];
      if (waiting.push(run) === RUNS_TOGETHER) end();
    },
    end,
  };
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
  const codes = new Uint32Array(units);
  const rows = new Uint32Array(units);
  const sorted = new Float64Array(units);
  const ranks = new Uint32Array(units);
  const [places, lastRank] = [new Uint32Array(count), new Uint32Array(count)];
  const lastScore = new Float64Array(count);
  const buckets = new Uint32Array(bucketsFor(units));
  return scores => {
    const present = coarseOrder(scores, codes, rows, buckets);
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

/** About one a unit, so that few share one. */
function bucketsFor(units: number): number {
  let buckets = 256;
  while (buckets < units) buckets *= 2;
  return buckets;
}

/** Puts the units with a score best first, as far as buckets of the same width tell; gives how many there are. */
function coarseOrder(scores: Float64Array, codes: Uint32Array, rows: Uint32Array, buckets: Uint32Array): number {
  let [least, greatest] = [Infinity, -Infinity];
  for (let unit = 0; unit < scores.length; unit++) {
    const score = scores[unit];
    if (score < least) least = score;
    if (score > greatest) greatest = score;
  }
  const last = buckets.length - 1;
  const width = greatest - least;
  const scale = width > 0 && width < Infinity ? last / width : 0;
  buckets.fill(0);
  let present = 0;
  for (let unit = 0; unit < scores.length; unit++) {
    const score = scores[unit];
    if (score !== score) continue;
    // A product of an infinity and 0 is no number, which is bucket 0.
    const code = ((greatest - score) * scale) | 0;
    codes[unit] = code;
    buckets[code]++;
    present++;
  }
  startsOf(buckets);
  for (let unit = 0; unit < scores.length; unit++)
    if (scores[unit] === scores[unit]) rows[buckets[codes[unit]]++] = unit;
  return present;
}

function startsOf(counts: Uint32Array): void {
  let sum = 0;
  for (let bucket = 0; bucket < counts.length; bucket++) {
    const count = counts[bucket];
    counts[bucket] = sum;
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
