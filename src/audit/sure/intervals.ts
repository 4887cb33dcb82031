// From the numbers of replicates to intervals of units.
import { middleShares, selectQuantile } from '../../stats/quantile.ts';
import type { ReplicateChunk } from './replicates.ts';

/** An interval of one number a unit: its lower and its upper end; NaN where nothing is known. */
export interface Intervals {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** As many units, or replicates, as are moved at once between orders. */
const TOGETHER = 32;

/**
 * The interval of each unit's numbers over the replicates that have one, by quantiles of type 7, with their deviation and how many there are.
 *
 * Shape: m numbers for each of n units to n numbers a column; m numbers are read, not written to.
 * Degenerate: NaN are left out; none: NaN; fewer than two have no deviation.
 * @source Hyndman and Fan (1996), Sample Quantiles in Statistical Packages, type 7
 * @example intervals(1, 3, 0.5, () => Float64Array.of(3, 1, 2)).interval // { low: [1.5], high: [2.5] }
 */
export function intervals(
  units: number,
  replicates: number,
  level: number,
  valuesOf: (unit: number) => Float64Array,
): { interval: Intervals; error: Float64Array; present: Float64Array } {
  const [from, to] = middleShares(level);
  const [low, high, error, present] = [0, 1, 2, 3].map(() => new Float64Array(units));
  const room = new Float64Array(replicates);
  for (let unit = 0; unit < units; unit++) {
    const values = valuesOf(unit);
    let count = 0;
    let sum = 0;
    for (let replicate = 0; replicate < replicates; replicate++) {
      const value = values[replicate];
      if (value !== value) continue;
      room[count++] = value;
      sum += value;
    }
    const known = room.subarray(0, count);
    present[unit] = count;
    const mean = sum / count;
    let squares = 0;
    for (let at = 0; at < count; at++) squares += (known[at] - mean) ** 2;
    error[unit] = count < 2 ? NaN : Math.sqrt(squares / (count - 1));
    low[unit] = selectQuantile(known, from);
    high[unit] = selectQuantile(known, to);
  }
  return { interval: { low, high }, error, present };
}

/**
 * The numbers of some units over all replicates, unit by unit. They are moved block by block: all of one unit lie far apart in the chunks.
 *
 * Shape: chunks of m replicates to m numbers a unit, from the first unit to before the end.
 * @example unitByUnit([{ from: 0, to: 2, units: 1, scores: Float64Array.of(7, 9), ranks: Float32Array.of(1, 1), grades: Uint8Array.of(0, 0) }], 2, 0, 1, ({ scores }) => scores) // [7, 9]
 */
export function unitByUnit(
  chunks: readonly ReplicateChunk[],
  replicates: number,
  first: number,
  end: number,
  columnOf: (chunk: ReplicateChunk) => Float64Array | Float32Array,
): Float64Array {
  const values = new Float64Array((end - first) * replicates);
  for (const chunk of chunks) {
    const column = columnOf(chunk);
    for (let from = chunk.from; from < chunk.to; from += TOGETHER) {
      const to = Math.min(from + TOGETHER, chunk.to);
      for (let unit = first; unit < end; unit++) {
        let at = (from - chunk.from) * chunk.units + unit;
        const start = (unit - first) * replicates;
        for (let replicate = from; replicate < to; replicate++) {
          values[start + replicate] = column[at];
          at += chunk.units;
        }
      }
    }
  }
  return values;
}

/**
 * The ranks of one unit over all replicates, for one unit after the other: never more than some are in memory turned around.
 *
 * @example rankReader([{ from: 0, to: 2, units: 1, scores: Float64Array.of(7, 9), ranks: Float32Array.of(1, 1), grades: Uint8Array.of(0, 0) }], 2, 1)(0) // [1, 1]
 */
export function rankReader(
  chunks: readonly ReplicateChunk[],
  replicates: number,
  units: number,
): (unit: number) => Float64Array {
  let [first, end] = [0, 0];
  let ranks: Float64Array = new Float64Array(0);
  return unit => {
    if (unit >= end) {
      [first, end] = [unit, Math.min(unit + TOGETHER, units)];
      ranks = unitByUnit(chunks, replicates, first, end, ({ ranks: of }) => of);
    }
    return ranks.subarray((unit - first) * replicates, (unit - first + 1) * replicates);
  };
}
