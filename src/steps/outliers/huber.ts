import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';
import { medianDeviation, NORMAL_MEDIAN_DEVIATION } from '../../stats/medianDeviation.ts';
import { sortedByGroup } from '../../stats/quantile.ts';
import { clampTo } from './clampTo.ts';

const MOST_ROUNDS = 500;

/**
 * Draws values in to so many (1.345) robust deviations around Huber's M-estimate of location, which is the mean of the
 * values so drawn in; the deviation is the median absolute deviation times 1.4826.
 *
 * Shape: n values to n values. Unit: that of the values.
 * Degenerate: where over half of the values are equal there is no deviation, and values are unchanged.
 * @source Huber (1964), Robust Estimation of a Location Parameter; times 1.345 is 95 percent efficient for normal data
 * @example treatOutliers(Float64Array.of(1, 2, 3, 4, 50), oneGroup(5), { method: 'huber', times: 2 }) // [1, 2, 3, 4, 6.206505546264005]
 */
export const huber = columnMethod({
  spec: () => z.strictObject({ method: z.literal('huber'), times: z._default(z.number().check(z.positive()), 1.345) }),
  fit(values, groups, { times }) {
    const { median, deviation } = medianDeviation(values, groups);
    const reach = deviation.map(each => (each > 0 ? times * NORMAL_MEDIAN_DEVIATION * each : NaN));
    const center = sortedByGroup(values, groups).map((sorted, group) =>
      locationOf(sorted, median[group], reach[group]),
    );
    return {
      low: reach.map((each, group) => center[group] - each),
      high: reach.map((each, group) => center[group] + each),
    };
  },
  apply: clampTo,
});

/** The same in SQL. */
export const huberSql: ColumnSql<typeof huber> = { noSql: 'the location is found by repeated passes over the peers' };

/** Rounds from the median on until the mean of the values within reach of it stands still, to the last digits. */
function locationOf(sorted: Float64Array, median: number, reach: number): number {
  let center = median;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let shift = 0;
    for (const value of sorted) shift += Math.min(Math.max(value - center, -reach), reach) / sorted.length;
    const next = center + shift;
    // Also true for NaN, where there is nothing to find.
    if (!(Math.abs(shift) > 1e-15 * reach) || next === center) return next;
    center = next;
  }
  return center;
}
