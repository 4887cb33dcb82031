import * as z from 'zod/mini';
import { flatSql } from '../../expr/flatSql.ts';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';
import { placed } from '../../stats/placed.ts';
import { spread } from '../../stats/spread.ts';
import { scaleEnds } from './scale.ts';

/**
 * Min-max: a value's place between the least and the greatest of its group.
 *
 * Shape: n values to n values. Unit: any to [low, high].
 * Degenerate: a group of values that are equal, but for rounding, gets the midpoint; a newcomer beyond the ends of frozen anchors lies beyond the scale.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5
 * @example normalize([2, 4, 6], oneGroup(3), { method: 'min-max' }) // [0, 50, 100]
 */
export const minMax = columnMethod({
  spec: () => z.strictObject({ method: z.literal('min-max'), to: z._default(scaleEnds(), [0, 100]) }),
  fit: (values, groups) => spread(values, groups),
  apply(values, groups, { min, max }, { to: [low, high] }) {
    const { of, count } = groups;
    const width = high - low;
    const range = new Float64Array(count);
    let hasFlat = false;
    for (let group = 0; group < count; group++) {
      const isFlat = min[group] === max[group];
      // A place divided by Infinity is 0: no row has to ask whether its group is flat.
      range[group] = isFlat ? Infinity : max[group] - min[group];
      hasFlat ||= isFlat;
    }
    const scaled = placed(values, groups, min, range, low, width);
    if (!hasFlat) return scaled;
    for (let row = 0; row < values.length; row++) if (range[of[row]] === Infinity) scaled[row] += 0.5 * width;
    return scaled;
  },
  bounds: ({ to }) => to,
});

/** The same in SQL. */
export const minMaxSql: ColumnSql<typeof minMax> = {
  fit(value, _options, dialect) {
    const [min, max] = [`min(${value})`, `max(${value})`];
    return { min, max: `case when ${flatSql(min, max, dialect)} then ${min} else ${max} end` };
  },
  apply(value, { min, max }, { to: [low, high] }, dialect) {
    const place = `case when ${max} = ${min} then case when ${value} is not null then 0.5 end else (${value} - ${min}) / (${max} - ${min}) end`;
    return `${dialect.number(low)} + (${place}) * ${dialect.number(high - low)}`;
  },
};
