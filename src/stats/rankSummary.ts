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
/** Ranks that are counted together as well, so that a quantile is found without passing every rank before it. */
const WIDE = 128;

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
  const counts = emptyCounts(units);
  const room = first * UNITS_TOGETHER;
  const own = ranks instanceof Uint16Array ? new Uint16Array(room) : new Uint32Array(room);
  for (let unit = 0; unit < units; unit++) {
    const place = unit % UNITS_TOGETHER;
    if (place === 0) turned(ranks, units, unit, first, own);
    const sum = countRanks(own, place * first, (place + 1) * first, counts);
    const without = counts.of[0];
    const count = first - without;
    ranked[unit] = count;
    if (count > 0) {
      const quantile = (share: number): number => countedQuantile(counts, without, count, share);
      summary.mean[unit] = sum / count;
      summary.median[unit] = quantile(0.5);
      summary.low[unit] = quantile(low);
      summary.high[unit] = quantile(high);
      summary.inTop[unit] = (countUpTo(counts, Math.min(top, units)) - without) / count;
    }
    clear(counts);
  }
  return { ...summary, ranked };
}

/** The ranks of some units, unit by unit: of one alone, each would be in a line of memory of its own. Block by block they stay near. */
function turned(ranks: RunRanks['ranks'], units: number, from: number, runs: number, into: RunRanks['ranks']): void {
  const together = Math.min(UNITS_TOGETHER, units - from);
  for (let first = 0; first < runs; first += UNITS_TOGETHER) {
    const end = Math.min(first + UNITS_TOGETHER, runs);
    for (let at = 0; at < together; at++) {
      const start = at * runs;
      let place = first * units + from + at;
      for (let run = first; run < end; run++) {
        into[start + run] = ranks[place];
        place += units;
      }
    }
  }
}

/** How often there is each rank, and each rank of so many; 0 stands for no rank. */
interface RankCounts {
  readonly of: Uint32Array;
  readonly wide: Uint32Array;
}

function emptyCounts(units: number): RankCounts {
  const wide = Math.floor(units / WIDE) + 1;
  return { of: new Uint32Array(wide * WIDE), wide: new Uint32Array(wide) };
}

/** Counts some ranks and gives their sum. */
function countRanks(ranks: RunRanks['ranks'], start: number, end: number, { of, wide }: RankCounts): number {
  let sum = 0;
  for (let at = start; at < end; at++) {
    const rank = ranks[at];
    of[rank]++;
    wide[Math.floor(rank / WIDE)]++;
    sum += rank;
  }
  return sum;
}

function countedQuantile({ of, wide }: RankCounts, without: number, count: number, share: number): number {
  const place = (count - 1) * share;
  const below = Math.floor(place);
  // Places start behind those without a rank, which are counted first.
  let left = without + below;
  let many = 0;
  for (; wide[many] <= left; many++) left -= wide[many];
  let rank = many * WIDE;
  for (; of[rank] <= left; rank++) left -= of[rank];
  let above = rank;
  if (place > below && left + 1 === of[rank]) for (above++; of[above] === 0;) above++;
  return rank + (place - below) * (above - rank);
}

/** How many ranks are at most so great. */
function countUpTo({ of, wide }: RankCounts, rank: number): number {
  const many = Math.floor(rank / WIDE);
  let count = 0;
  for (let at = 0; at < many; at++) count += wide[at];
  for (let at = many * WIDE; at <= rank; at++) count += of[at];
  return count;
}

/** Clears no more than what was counted. */
function clear({ of, wide }: RankCounts): void {
  let first = 0;
  while (first < wide.length && wide[first] === 0) first++;
  let end = wide.length;
  while (end > first && wide[end - 1] === 0) end--;
  of.fill(0, first * WIDE, end * WIDE);
  wide.fill(0);
}
