// Units that the data cannot tell apart share a band.
import { sortedQuantile } from '../../stats/quantile.ts';

/** The scores of n units in m replicates, unit by unit, with the score and the rank of each as published; NaN: none. */
export interface ReplicatedScores {
  readonly replicates: number;
  readonly scores: Float64Array;
  readonly score: Float64Array;
  readonly rank: Float64Array;
}

const FIRST_LOOK = 32;

/**
 * Bands of units within one peers group: from the best on, a band takes in all units down to the first that is worse than the band's
 * best beyond chance. That is asked of all units under the best at once: the bound is the quantile of the greatest studentized
 * difference over them in the replicates (the lower half of a marginal confidence set for a rank).
 *
 * Shape: units of one group to one number a unit. Unit: bands from 1, the best; 0: the unit has no rank.
 * Degenerate: units of the same rank share a band; differences that no replicate changes are beyond chance. Beyond 32 units below the
 * best, further ones are looked at only while no end is found, so that the level holds over the units that were looked at.
 * @source Mogstad, Romano, Shaikh and Wilhelm (2024), Inference for Ranks, Review of Economic Studies 91 (1), section 3
 * @example bandsOf({ replicates: 3, scores: Float64Array.of(9, 8, 10, 2, 1, 3), score: Float64Array.of(9, 2), rank: Float64Array.of(1, 2) }, [0, 1], 0.9) // [1, 2]
 */
export function bandsOf(replicated: ReplicatedScores, units: readonly number[], level: number): Uint32Array {
  const { rank } = replicated;
  const best = units.filter(unit => rank[unit] === rank[unit]).sort((a, b) => rank[a] - rank[b] || a - b);
  const bands = new Map<number, number>();
  let band = 0;
  for (let head = 0; head < best.length;) {
    band++;
    const end = endOfBand(replicated, best, head, level);
    for (; head < end; head++) bands.set(best[head], band);
  }
  return Uint32Array.from(units, unit => bands.get(unit) ?? 0);
}

function endOfBand(replicated: ReplicatedScores, best: readonly number[], head: number, level: number): number {
  for (let look = FIRST_LOOK; ; look *= 2) {
    const below = best.slice(head + 1, head + 1 + look);
    const worse = firstWorse(replicated, best[head], below, level);
    if (worse !== -1) return head + 1 + worse;
    if (head + 1 + look >= best.length) return best.length;
  }
}

/** The place of the first unit that is worse than the head beyond chance; -1 when there is none. */
function firstWorse(
  { replicates, scores, score, rank }: ReplicatedScores,
  head: number,
  below: readonly number[],
  level: number,
): number {
  const greatest = new Float64Array(replicates).fill(-Infinity);
  const differences = new Float64Array(replicates);
  const own = scores.subarray(head * replicates, (head + 1) * replicates);
  const errors = below.map(unit => {
    const other = scores.subarray(unit * replicates, (unit + 1) * replicates);
    const gap = score[head] - score[unit];
    const error = deviationOf(own, other, differences);
    if (!(error > 0)) return error;
    for (let at = 0; at < replicates; at++) {
      const studentized = (differences[at] - gap) / error;
      if (studentized > greatest[at]) greatest[at] = studentized;
    }
    return error;
  });
  const bound = sortedQuantile(greatest.filter(value => value > -Infinity).sort(), level);
  return below.findIndex((unit, at) => {
    if (rank[unit] === rank[head]) return false;
    const gap = score[head] - score[unit];
    // Fewer than two replicates that have both tell nothing: NaN is not greater.
    return errors[at] === 0 ? gap > 0 : gap > bound * errors[at];
  });
}

/** The deviation of the differences over replicates that have both units; the differences are written as well. */
function deviationOf(own: Float64Array, other: Float64Array, differences: Float64Array): number {
  let [count, sum] = [0, 0];
  for (let at = 0; at < own.length; at++) {
    const difference = own[at] - other[at];
    differences[at] = difference;
    if (difference !== difference) continue;
    count++;
    sum += difference;
  }
  const mean = sum / count;
  let squares = 0;
  for (let at = 0; at < own.length; at++) {
    const difference = differences[at];
    if (difference === difference) squares += (difference - mean) ** 2;
  }
  // Rounding leaves equal differences a deviation of some 1e-16.
  const deviation = Math.sqrt(squares / (count - 1));
  return deviation <= 1e-12 * Math.max(1, Math.abs(mean)) ? 0 : deviation;
}
