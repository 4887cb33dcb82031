import * as z from 'zod/mini';
import { flatSql } from '../../expr/flatSql.ts';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';
import { countBelow, sortedByGroup } from '../../stats/quantile.ts';
import { isFlat } from '../../stats/spread.ts';
import { scaleEnds } from './scale.ts';

/**
 * Percentile rank: the share of the other values of the group that lie strictly below, (rank - 1) / (n - 1) with ties at the least rank.
 *
 * Shape: n values to n values. Unit: any to [low, high].
 * Degenerate: values that are equal but for rounding, or one: the midpoint; a newcomer above all of frozen anchors gets the upper end.
 * @source COINr 1.1, `n_prank`; OECD/JRC (2008), step 5 (ranking)
 * @example normalize([10, 30, 20, 20], oneGroup(4), { method: 'percentile-rank', to: [0, 3] }) // [0, 3, 1, 1]
 */
export const percentileRank = columnMethod({
  spec: () => z.strictObject({ method: z.literal('percentile-rank'), to: z._default(scaleEnds(), [0, 100]) }),
  fit: (values, groups) => ({ sorted: sortedByGroup(values, groups) }),
  apply(values, groups, { sorted }, { to: [low, high] }) {
    const scaled = new Float64Array(values.length);
    for (let row = 0; row < values.length; row++) {
      scaled[row] = low + place(sorted[groups.of[row]], values[row]) * (high - low);
    }
    return scaled;
  },
  bounds: ({ to }) => to,
});

/** The same in SQL. */
export const percentileRankSql: ColumnSql<typeof percentileRank> = {
  fit: value => ({ least: `min(${value})`, most: `max(${value})`, known: `count(${value})` }),
  apply(value, { least, most, known }, { to: [low, high] }, dialect) {
    const below = `least(${dialect.countBelow(value)} / nullif(${known} - 1.0, 0), 1)`;
    const place = `case when ${value} is null or ${known} = 0 then null when ${flatSql(least, most, dialect)} then 0.5 else ${below} end`;
    return `${dialect.number(low)} + (${place}) * ${dialect.number(high - low)}`;
  },
};

function place(sorted: Float64Array, value: number): number {
  const count = sorted.length;
  if (value !== value || count === 0) return NaN;
  if (isFlat(sorted[0], sorted[count - 1])) return 0.5;
  return Math.min(1, countBelow(sorted, value) / (count - 1));
}
