import type { RunRanks } from './runRanks.ts';

/** The ranks of each unit over many runs; NaN for a unit that no run ranks. */
export interface RankSummary {
  readonly mean: Float64Array;
  readonly median: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Share of the runs that rank the unit in which it is among the best `top`. */
  readonly inTop: Float64Array;
  /** In how many runs it has a rank. */
  readonly ranked: Uint32Array;
}

/** Which quantiles are told, what the top is, and of how many runs from the first on; of all when left out. */
export interface SummaryOptions {
  readonly low: number;
  readonly high: number;
  readonly top: number;
  readonly first?: number;
}

const UNITS_TOGETHER = 32;

/**
 * Mean, median, two quantiles (type 7) and the share in the top of each unit's ranks, counted rather than sorted.
 *
 * Shape: a table of n units by m runs to n numbers each. Unit: ranks, 1 is best; `inTop` from 0 to 1.
 * Degenerate: runs that do not rank a unit are left out; a unit without ranks: NaN.
 * @source Hyndman and Fan (1996), Sample Quantiles in Statistical Packages, type 7
 * @example rankSummary({ units: 1, runs: 3, ranks: Uint16Array.of(1, 2, 6) }, { low: 0.05, high: 0.95, top: 1 }).median // [2]
 */
export function rankSummary(
  { units, runs, ranks }: RunRanks,
  { low, high, top, first = runs }: SummaryOptions,
): RankSummary {
  const column = (): Float64Array => new Float64Array(units).fill(NaN);
  const summary = { mean: column(), median: column(), low: column(), high: column(), inTop: column() };
  const ranked = new Uint32Array(units);
  const counts = new Uint32Array(units + 1);
  const shares = [low, 0.5, high];
  const quantiles = new Float64Array(shares.length);
  const room = first * UNITS_TOGETHER;
  const own = ranks instanceof Uint16Array ? new Uint16Array(room) : new Uint32Array(room);
  for (let unit = 0; unit < units; unit++) {
    const place = unit % UNITS_TOGETHER;
    if (place === 0) turned(ranks, units, unit, first, own);
    const { count, sum, inTop } = countedRanks(own, place * first, first, top, counts, shares, quantiles);
    ranked[unit] = count;
    if (count === 0) continue;
    summary.mean[unit] = sum / count;
    [summary.low[unit], summary.median[unit], summary.high[unit]] = quantiles;
    summary.inTop[unit] = inTop / count;
  }
  return { ...summary, ranked };
}

/** The ranks of some units, unit by unit: of one alone, each would be in a line of memory of its own. */
function turned(ranks: RunRanks['ranks'], units: number, from: number, runs: number, into: RunRanks['ranks']): void {
  const together = Math.min(UNITS_TOGETHER, units - from);
  for (let run = 0; run < runs; run++) {
    const start = run * units + from;
    for (let at = 0; at < together; at++) into[at * runs + run] = ranks[start + at];
  }
}

/** Counts the ranks of one unit, 0 left out, and reads quantiles off the counts; these are 0 before and after. */
function countedRanks(
  ranks: RunRanks['ranks'],
  start: number,
  runs: number,
  top: number,
  counts: Uint32Array,
  shares: readonly number[],
  quantiles: Float64Array,
): { count: number; sum: number; inTop: number } {
  let [least, greatest, sum, within] = [counts.length, 0, 0, 0];
  for (let at = start; at < start + runs; at++) {
    const rank = ranks[at];
    counts[rank]++;
    sum += rank;
    if (rank <= top) within++;
    if (rank > greatest) greatest = rank;
    if (rank < least && rank !== 0) least = rank;
  }
  const without = counts[0];
  counts[0] = 0;
  const count = runs - without;
  let [rank, passed] = [least, 0];
  for (let at = 0; at < shares.length && count > 0; at++) {
    const place = (count - 1) * shares[at];
    const below = Math.floor(place);
    while (passed + counts[rank] <= below) passed += counts[rank++];
    let above = rank;
    if (place > below && passed + counts[rank] <= below + 1) for (above++; counts[above] === 0;) above++;
    quantiles[at] = rank + (place - below) * (above - rank);
  }
  counts.fill(0, least, greatest + 1);
  return { count, sum, inTop: within - without };
}
