import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';
import { medianDeviation, NORMAL_MEDIAN_DEVIATION } from '../../stats/medianDeviation.ts';
import { clampSql, clampTo } from './clampTo.ts';

/**
 * Draws values in to so many (3) robust deviations around the median: the median absolute deviation times 1.4826.
 *
 * Shape: n values to n values. Unit: that of the values.
 * Degenerate: where over half of the values are equal there is no deviation, and values are unchanged.
 * @source Leys, Ley, Klein, Bernard, Licata (2013), Detecting outliers: use absolute deviation around the median
 * @example treatOutliers(Float64Array.of(1, 2, 3, 4, 50), oneGroup(5), { method: 'mad', times: 2 }) // [1, 2, 3, 4, 5.965204437011204]
 */
export const mad = columnMethod({
  spec: () => z.strictObject({ method: z.literal('mad'), times: z._default(z.number().check(z.positive()), 3) }),
  fit(values, groups, { times }) {
    const { median, deviation } = medianDeviation(values, groups);
    const reach = deviation.map(each => (each > 0 ? times * NORMAL_MEDIAN_DEVIATION * each : NaN));
    return {
      low: median.map((each, group) => each - reach[group]),
      high: median.map((each, group) => each + reach[group]),
    };
  },
  apply: clampTo,
});

/** The same in SQL. */
export const madSql: ColumnSql<typeof mad> = {
  fit(value, { times }, dialect) {
    const median = dialect.quantile(value, 0.5);
    const reach = `${dialect.number(times * NORMAL_MEDIAN_DEVIATION)} * nullif(${dialect.medianDeviation(value)}, 0)`;
    return { low: `${median} - ${reach}`, high: `${median} + ${reach}` };
  },
  apply: clampSql,
};
